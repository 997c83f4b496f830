using Fridge.Tooling.Waiting;

namespace Fridge.Virtual;

/// <summary>A Pi's loop device goes with its last mount, by the kernel, a moment after the container; Destroy waits for that moment.</summary>
internal sealed class LoopDevices(TimeProvider time, string folder = "/sys/block")
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    public async Task WaitUntilFreeAsync(IReport report, CancellationToken cancellationToken)
    {
        if (!await new Poll(Limit, Pause, time).TryUntilAsync(_ => Task.FromResult(Left().Length == 0), cancellationToken))
            report.Warn($"still attached to a removed disk: {string.Join(", ", Left())}; when nothing uses it any more: losetup --detach DEVICE");
    }

    /// <summary>Those whose file has just been deleted; the kernel says so in the name.</summary>
    internal string[] Left() => Directory.Exists(folder)
        ? [.. Directory.EnumerateDirectories(folder, "loop*").Where(IsDeleted).Select(device => $"/dev/{Path.GetFileName(device)}")]
        : [];

    private static bool IsDeleted(string device)
    {
        var backing = Path.Combine(device, "loop", "backing_file");
        try
        {
            return File.ReadAllText(backing).TrimEnd().EndsWith("docker.img (deleted)", StringComparison.Ordinal);
        }
        catch (IOException)
        {
            // The file exists only while the device has one: free.
            return false;
        }
    }
}
