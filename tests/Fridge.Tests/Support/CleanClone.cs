using Fridge.Tests.Engine;
using Fridge.Tooling.Processes;

namespace Fridge.Tests.Support;

/// <summary>A clone of the checkout, of its last commit, with what the checkout's settings name beside it.</summary>
internal sealed class CleanClone : IDisposable
{
    private readonly ScratchFolder folder = new();
    private readonly ProcessRunner processes = new();

    public string Folder => folder["clone"];

    public string File(params string[] parts) => Path.Combine([Folder, .. parts]);

    public async Task MakeAsync(CancellationToken cancellationToken)
    {
        await processes.RunAsync(new CommandLine("git", "clone", "--quiet", "--no-hardlinks", "--no-tags", Checkout.Root, Folder), cancellationToken: cancellationToken);
        foreach (var neighbour in TestSettings.Current.Flink.Mirrors.Where(mirror => mirror.StartsWith("../", StringComparison.Ordinal)).Select(mirror => mirror.Split('/')[1]).Distinct())
        {
            if (Directory.Exists(Checkout.File("..", neighbour)))
                Directory.CreateSymbolicLink(folder[neighbour], Path.GetFullPath(Checkout.File("..", neighbour)));
        }
    }

    /// <summary>Of git: files that are new or differ.</summary>
    public async Task<string> StatusAsync(CancellationToken cancellationToken) =>
        (await GitAsync(cancellationToken, "status", "--porcelain")).Trim();

    public async Task<string> GitAsync(CancellationToken cancellationToken, params string[] arguments) =>
        (await processes.RunAsync(new CommandLine("git", ["-C", Folder, .. arguments]), cancellationToken: cancellationToken)).StandardOutput;

    public void Dispose() => folder.Dispose();
}
