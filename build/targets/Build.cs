using Fridge.Engine;
using Fridge.Tooling;
using Fridge.Tooling.Processes;

namespace Fridge.Targets;

/// <summary>
/// The front door: targets, a partial file per concern. Wiring only: what decides lives in the rooms as pure functions,
/// what acts takes their plans.
/// </summary>
public sealed partial class Build : FridgeBuild
{
    private FridgePaths? paths;

    /// <summary>Another checkout than the one that this program belongs to; null: that one.</summary>
    internal string? Root { get; init; }

    public override string RootDirectory => Root ?? Carried.Folder ?? base.RootDirectory;

    protected override string Title => "Fridge: from a box of Raspberry Pis to a running Flink job";

    private FridgePaths Paths => paths ??= Carried.Folder is null || Root is not null
        ? FridgePaths.FromEnvironment(RootDirectory)
        : FridgePaths.FromEnvironment(RootDirectory) with { Artifacts = Path.Combine(Environment.CurrentDirectory, "artifacts") };

    private IProcessRunner Processes { get; } = new ProcessRunner();

    private static TimeProvider Time => TimeProvider.System;

    protected override Failure? Explain(Exception exception) => KnownFailures.Explain(exception);

    protected override ValueTask AfterRunAsync() => resources.DisposeAsync();
}
