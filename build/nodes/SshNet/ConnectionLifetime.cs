using Fridge.Tooling;
namespace Fridge.Nodes.SshNet;

/// <summary>A connection's life: what runs on it learns its end here, because SSH.NET does not tell every waiter.</summary>
internal sealed class ConnectionLifetime(NodeRoute route)
{
    private readonly CancellationTokenSource ended = new();
    private readonly TaskCompletionSource end = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public CancellationToken Ended => ended.Token;

    public Task End => end.Task;

    public void Finish()
    {
        end.TrySetResult();
        ended.Cancel();
    }

    public FridgeException Lost(Exception? reason) => ConnectErrors.Lost(route, reason);
}
