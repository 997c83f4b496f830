using System.Text;
using Fridge.Tooling;

namespace Fridge.Nodes.Locks;

/// <summary>
/// The one lock of a cluster, before and without a swarm: <c>flock</c> on the first manager, held by a remote process.
/// Every changing command holds it.
/// </summary>
public sealed class ClusterLock(INodeSessions sessions, TimeProvider time, IReport report)
{
    private static readonly TimeSpan Answer = TimeSpan.FromSeconds(30);

    /// <summary>The folder that is locked; another one in tests.</summary>
    public string Folder { get; init; } = LockScript.Folder;

    /// <summary>Between two tries, while it waits.</summary>
    public TimeSpan Again { get; init; } = TimeSpan.FromSeconds(3);

    /// <param name="cluster">For messages.</param>
    /// <param name="manager">The first manager's name.</param>
    /// <param name="wait">Wait for another's lock to be let go, instead of <see cref="LockBusyException"/>.</param>
    public async Task<ILockHandle> AcquireAsync(
        string cluster, string manager, LockHolder holder, bool wait, CancellationToken cancellationToken)
    {
        var session = await sessions.OpenAsync(manager, cancellationToken);
        return new LockHandle(await TakeAsync(cancellationToken), session, Folder, TakeAsync, time);

        Task<LockProcess> TakeAsync(CancellationToken token) => this.TakeAsync(cluster, session, holder, wait, token);
    }

    private async Task<LockProcess> TakeAsync(string cluster, NodeSession session, LockHolder holder, bool wait, CancellationToken cancellationToken)
    {
        string? told = null;
        while (true)
        {
            try
            {
                return await TryAsync(cluster, session, holder, cancellationToken);
            }
            catch (LockBusyException e) when (wait)
            {
                if (told != e.Holder)
                    report.Info($"waiting for {e.Holder} to finish with {cluster}");
                told = e.Holder;
                await Task.Delay(Again, time, cancellationToken);
            }
        }
    }

    private async Task<LockProcess> TryAsync(string cluster, NodeSession session, LockHolder holder, CancellationToken cancellationToken)
    {
        var asked = Moment.Of(time);
        var process = await session.Transport.StartAsync(LockScript.Command(Folder, holder, LockProcess.Silence), cancellationToken);
        LockProcess? held = null;
        try
        {
            var answers = new StreamReader(process.StandardOutput, Encoding.UTF8);
            var answer = await answers.ReadLineAsync(cancellationToken).AsTask().WaitAsync(Answer, time, cancellationToken);
            if (LockScript.Answered(answer) is not null)
                return held = new LockProcess(session.Node, process, answers, asked, time);
            throw answer?.Split(' ', 2) is [LockScript.Busy, var other]
                ? new LockBusyException(cluster, other.Length > 0 ? other : "somebody who has just begun")
                : await RefusedAsync(session.Node, process, cancellationToken).WaitAsync(Answer, time, cancellationToken);
        }
        catch (TimeoutException silence)
        {
            throw new FridgeException(
                $"{session.Node}: no answer about the lock of {cluster} in {Answer.TotalSeconds:0} s.",
                "The node may be overloaded, or its disk slow or failing (uptime, dmesg). Run the same command again.",
                inner: silence);
        }
        finally
        {
            if (held is null)
                await process.DisposeAsync();
        }
    }

    private static async Task<FridgeException> RefusedAsync(string node, IRemoteProcess process, CancellationToken cancellationToken)
    {
        using var errors = new StreamReader(process.StandardError, Encoding.UTF8);
        return new FridgeException(
            $"{node}: the lock can't be taken: {(await errors.ReadToEndAsync(cancellationToken)).Trim()}",
            "The node needs util-linux (flock, setsid), coreutils (timeout, stat) and a folder /run/fridge that belongs to root alone.");
    }
}
