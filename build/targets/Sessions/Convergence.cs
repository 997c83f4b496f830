using Fridge.Model;

namespace Fridge.Targets.Sessions;

/// <param name="Formed">Null with <c>--check</c>, when something would have to be changed first.</param>
public sealed record Convergence(FormedCluster? Formed)
{
    public static readonly Convergence Pending = new(Formed: null);

    public FormedCluster Cluster => Formed ?? throw new InvalidOperationException("The hosts are not converged: the target that asks lacks its condition.");
}
