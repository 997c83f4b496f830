using Fridge.Images.Plan;
using Fridge.Images.Renewal;

namespace Fridge.Targets.Sessions;

/// <param name="Renewed">What <c>--update</c> found; none without it.</param>
/// <param name="Plan">From the locks as they are now.</param>
internal sealed record PlannedImages(RenewedLocks Renewed, ImagePlan Plan);
