using System.Globalization;
using Fridge.Tooling;
using Fridge.Tooling.Processes;
using Fridge.Tooling.Waiting;

namespace Fridge.Nodes.Locks;

/// <summary>The process that holds the lock now, and how to take it once more.</summary>
internal sealed class LockHandle(LockProcess first, NodeSession manager, string folder, Func<CancellationToken, Task<LockProcess>> take, TimeProvider time) : ILockHandle
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    private LockProcess process = first;

    public CancellationToken Lost => process.Lost;

    public Task EnsureHeldAsync(CancellationToken cancellationToken) => process.EnsureHeldAsync(cancellationToken);

    public async Task RetakeAsync(CancellationToken cancellationToken)
    {
        await process.DisposeAsync();
        process = await take(cancellationToken);
    }

    public async Task<RemoteResult> RunAsync(ShellText script, TimeSpan limit, CancellationToken cancellationToken)
    {
        if (!script.Secrets.IsEmpty)
            throw new ArgumentException("A task is stored in a file, so it may not contain a secret.", nameof(script));
        var name = Guid.NewGuid().ToString("N", CultureInfo.InvariantCulture);
        var task = LockScript.Task(folder, name);
        await manager.ScriptAsync($"umask 077\n{NodeFiles.Shell}\nput {task}/script 0600 {script.Reveal()}", asRoot: true, cancellationToken);
        await process.BeginAsync(name, cancellationToken);
        var status = await new Poll(limit, Pause, time).UntilAsync(
            token => StatusAsync(task, token),
            () => new FridgeException($"The task on {manager.Node} has not ended within {limit.TotalMinutes:0} minutes, and continues there.", $"Its log: {task}/log"),
            cancellationToken);
        var log = await manager.ExecAsync(new RemoteCommand("sh", "-c", "cat \"$1/log\"; rm -rf \"$1\"", "sh", task) { AsRoot = true }, cancellationToken);
        return new RemoteResult(int.Parse(status, CultureInfo.InvariantCulture), log.StandardOutput, "");
    }

    public ValueTask DisposeAsync() => process.DisposeAsync();

    /// <returns>Null: it runs.</returns>
    private async Task<string?> StatusAsync(string task, CancellationToken cancellationToken)
    {
        var look = await manager.ExecAsync(new RemoteCommand("sh", "-c", "[ ! -e \"$1/status\" ] || cat \"$1/status\"", "sh", task) { AsRoot = true }, cancellationToken);
        return look.StandardOutput.Trim() is { Length: > 0 } status ? status : null;
    }
}
