using System.Collections.Immutable;
using Fridge.Tooling;
using Fridge.Tooling.Host;

namespace Fridge.Nodes.Sources;

/// <summary>Removes the nodes that a source made, and with them all that runs there.</summary>
public interface INodeRemoval
{
    /// <summary>What is there to be removed, a line each; changes nothing.</summary>
    /// <param name="withCache">Also what was made on this machine to make nodes from; the cache folder is the caller's.</param>
    /// <exception cref="FridgeException">Wrong use (exit 2): nothing can be asked for them.</exception>
    Task<ImmutableArray<string>> FindAsync(HostFacts host, bool withCache, CancellationToken cancellationToken);

    /// <inheritdoc cref="FindAsync"/>
    /// <param name="takeLock">Of every node that is removed, before the first.</param>
    Task<RemovedNodes> RemoveAsync(HostFacts host, bool withCache, TakeLock takeLock, IReport report, CancellationToken cancellationToken);
}

/// <param name="Removed">Such as <c>container fridge-pico-pico-0</c>, or a file.</param>
/// <param name="Stays">What this machine keeps, in a person's words.</param>
public sealed record RemovedNodes(ImmutableArray<string> Removed, ImmutableArray<string> Stays);
