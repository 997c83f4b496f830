using Fridge.Images.Plan;

namespace Fridge.Images.Builds;

/// <summary>What the builds of one run share.</summary>
internal sealed record BuildRun(ImagePlan Plan, Materials Materials, bool NoCache, IReport Report, CancellationToken CancellationToken);
