using System.Collections.Immutable;
using Fridge.Tooling;

namespace Fridge.Nodes;

/// <summary>
/// Does one thing on many nodes. How many at once is decided here, and nowhere else. A node that fails stops no other: each ends
/// what it began, then all failures are said together.
/// </summary>
public sealed class FanOut
{
    private readonly int atOnce;

    private FanOut(int atOnce) => this.atOnce = atOnce;

    /// <summary>For what is over in seconds: 16, since what it costs (handshakes, answers to be read) is mostly this machine's.</summary>
    public static FanOut Short { get; } = new(16);

    /// <summary>For what a node is busy with for minutes by itself, such as a step or a pull: 128. Here it costs an open channel.</summary>
    public static FanOut Long { get; } = new(128);

    /// <summary>For bytes from node to node by way of this machine: 4.</summary>
    public static FanOut Copies { get; } = new(4);

    /// <summary>Nodes that pull from the cluster's registry at once: its memory is for 5, and its node's network is full with fewer.</summary>
    public const int Pulls = 5;

    /// <returns>In the order of <paramref name="nodes"/>.</returns>
    /// <exception cref="FridgeException">One node's failure as it is, or those of several in one.</exception>
    public async Task<ImmutableArray<TResult>> RunAsync<TNode, TResult>(
        IEnumerable<TNode> nodes, Func<TNode, CancellationToken, Task<TResult>> act, CancellationToken cancellationToken)
    {
        using var free = new SemaphoreSlim(atOnce);
        var all = nodes.Select(node => OneAsync(node)).ToArray();
        await ((Task)Task.WhenAll(all)).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        cancellationToken.ThrowIfCancellationRequested();
        FanOutFailures.ThrowIfAny([.. all.Where(task => task.IsFaulted).Select(task => task.Exception!.InnerException!)]);
        return [.. await Task.WhenAll(all)];

        async Task<TResult> OneAsync(TNode node)
        {
            await free.WaitAsync(cancellationToken);
            try
            {
                // One that ended by the cancellation has made room for others, which must not begin.
                cancellationToken.ThrowIfCancellationRequested();
                return await act(node, cancellationToken);
            }
            finally
            {
                free.Release();
            }
        }
    }

    /// <inheritdoc cref="RunAsync{TNode,TResult}"/>
    public Task RunAsync<TNode>(IEnumerable<TNode> nodes, Func<TNode, CancellationToken, Task> act, CancellationToken cancellationToken) =>
        RunAsync(nodes, async (node, token) =>
        {
            await act(node, token);
            return true;
        }, cancellationToken);
}
