using Fridge.Engine;
using Fridge.Tooling;
using Fridge.Tooling.Sources;

namespace Fridge.Targets;

/// <summary>A release's program has the files of its checkout in it, and no sources.</summary>
public sealed partial class Build
{
    private CarriedCheckout? carried;

    /// <summary>A test gives its own.</summary>
    internal CarriedCheckout Carried { get => carried ??= CarriedCheckout.OfProgram(() => FridgePaths.FromEnvironment("").Cache); init => carried = value; }

    protected override string Invocation => field ??= Carried.Folder is null ? Script : ProgramName.Of(Environment.ProcessPath!, Environment.CurrentDirectory, Environment.GetEnvironmentVariable("PATH"));

    /// <summary>Of each target that compiles, tests or writes what only a checkout has.</summary>
    private TSelf WantsSources<TSelf>(TSelf target)
        where TSelf : TargetVerbs<TSelf> => target
        .Requires(() => Carried.Folder is null, "This program has no sources: git clone the repository, and run its build.sh.");

    /// <summary>What the images and manifests of this run come from; null: nobody knows.</summary>
    private async Task<SourceRevision?> SourceAsync(CancellationToken ct) =>
        Carried.Release is { } own ? new SourceRevision(own.Commit, IsDirty: false) : await SourceRevision.ReadAsync(Processes, RootDirectory, ct);
}
