using System.Collections.Immutable;
using System.Globalization;
using Fridge.Tooling.Processes;
using Fridge.Tooling.Sources;

namespace Fridge.Publishing.Versions;

/// <summary>Reads what git knows; changes nothing.</summary>
public sealed class ReleaseHistory(IProcessRunner processes, string checkout)
{
    private const char Field = '\x1f';
    private const char Record = '\x1e';
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    /// <exception cref="FridgeException">The folder is no checkout of git's.</exception>
    public async Task<ReleaseSource> ReadAsync(ReleaseTag tag, CancellationToken cancellationToken)
    {
        if (await SourceRevision.ReadAsync(processes, checkout, cancellationToken) is not var (head, isDirty))
            throw new FridgeException($"{checkout} is not a git checkout, so a release could not say what it was made of.", "Clone the repository with git, and make the release there.", wrongUse: true);
        var before = await BeforeAsync(tag, cancellationToken);
        return new ReleaseSource
        {
            Head = head,
            Made = DateTimeOffset.FromUnixTimeSeconds(long.Parse(await GitAsync(cancellationToken, "log", "-1", "--format=%ct", head), CultureInfo.InvariantCulture)),
            IsDirty = isDirty,
            Tagged = await FindAsync(cancellationToken, "rev-parse", "--verify", "--quiet", $"refs/tags/{tag}^{{commit}}"),
            Before = before,
            Commits = await CommitsAsync(before, cancellationToken),
            Origin = await OriginAsync(cancellationToken),
        };
    }

    /// <returns>The repository on a forge that this is a clone of; null: of none.</returns>
    public async Task<RepositoryName?> OriginAsync(CancellationToken cancellationToken) =>
        await FindAsync(cancellationToken, "remote", "get-url", "origin") is { } origin ? RepositoryName.OfRemote(origin) : null;

    private async Task<ReleaseTag?> BeforeAsync(ReleaseTag tag, CancellationToken cancellationToken) =>
        (await GitAsync(cancellationToken, "tag", "--list", "v*", "--merged", "HEAD")).Split('\n').Select(ReleaseTag.Find).OfType<ReleaseTag>()
            .Where(known => known != tag)
            .Aggregate((ReleaseTag?)null, (latest, known) => latest?.ComesBefore(known) == false ? latest : known);

    private async Task<ImmutableArray<SourceCommit>> CommitsAsync(ReleaseTag? before, CancellationToken cancellationToken)
    {
        var text = await GitAsync(cancellationToken, ["log", "--no-merges", $"--format=%H{Field}%s{Field}%b{Record}", before is null ? "HEAD" : $"refs/tags/{before}..HEAD"]);
        return
        [
            .. text.Split(Record, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(record => record.Split(Field))
                .Select(fields => new SourceCommit(fields[0], fields[1], fields[2].Trim())),
        ];
    }

    /// <returns>Null: git says no.</returns>
    private async Task<string?> FindAsync(CancellationToken cancellationToken, params string[] arguments) =>
        await processes.TryRunAsync(Command(arguments), cancellationToken: cancellationToken) is { ExitCode: 0 } found ? found.StandardOutput.Trim() : null;

    private async Task<string> GitAsync(CancellationToken cancellationToken, params string[] arguments) =>
        (await processes.RunAsync(Command(arguments), cancellationToken: cancellationToken)).StandardOutput.Trim();

    private CommandLine Command(string[] arguments) => new("git", ["-C", checkout, "--no-optional-locks", .. arguments]) { TimeLimit = Limit };
}
