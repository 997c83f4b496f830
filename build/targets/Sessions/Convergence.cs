using Fridge.Model;

namespace Fridge.Targets.Sessions;

/// <summary>What has been planned for what a cluster stands on, its hosts or an API that somebody else keeps.</summary>
internal sealed record Convergence(Func<CancellationToken, Task<Converged>> ApplyAsync);

/// <param name="Formed">Null: its hosts are somebody else's, and were not touched.</param>
public sealed record Converged(FormedCluster? Formed, bool Changed, string Summary);
