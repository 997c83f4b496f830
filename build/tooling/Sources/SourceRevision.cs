using Fridge.Tooling.Processes;

namespace Fridge.Tooling.Sources;

/// <summary>What a checkout is at.</summary>
/// <param name="Commit">SHA-1 or SHA-256 in hex, as git names it.</param>
/// <param name="IsDirty">Files differ from the commit, or some are new to git.</param>
public sealed record SourceRevision(string Commit, bool IsDirty)
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    /// <returns>Null: the folder is no checkout of git's, or there is no git here.</returns>
    public static async Task<SourceRevision?> ReadAsync(IProcessRunner processes, string folder, CancellationToken cancellationToken)
    {
        try
        {
            var head = await processes.TryRunAsync(Git(folder, "rev-parse", "HEAD"), cancellationToken: cancellationToken);
            if (head.ExitCode != 0)
                return null;
            var status = await processes.RunAsync(Git(folder, "status", "--porcelain"), cancellationToken: cancellationToken);
            return new SourceRevision(head.StandardOutput.Trim(), status.StandardOutput.Trim().Length > 0);
        }
        catch (ProcessFailedException)
        {
            return null;
        }
    }

    private static CommandLine Git(string folder, params string[] arguments) =>
        new("git", ["-C", folder, "--no-optional-locks", .. arguments]) { TimeLimit = Limit };
}
