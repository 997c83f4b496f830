using System.Collections.Immutable;

namespace Fridge.Tests.Docs;

/// <summary>Who runs a documented command that needs an engine, nodes or a network.</summary>
/// <param name="Command">A target, and options that a command must have for the row to be about it.</param>
/// <param name="Test">What runs it; null: nothing does, and <paramref name="Claim"/> is a row of <c>docs/proven.md</c> that says so.</param>
/// <param name="Claim">A part of a claim that is "by hand" or "not shown".</param>
internal sealed record CommandRun(string Command, TestName? Test, string? Claim = null)
{
    /// <summary>The row with the most words that a command has is the one about it.</summary>
    public static ImmutableArray<CommandRun> All { get; } =
    [
        By("Deploy", "DeployTests", "Deploy_FromNothing_RunsTheJobOnThreeNodes"),
        By("Deploy --check", "FieldTests", "Deploy_APortThatItNeedsIsTaken_IsRefusedBeforeAnyEffect"),
        By("Deploy --cluster clusters/virtual-kubernetes.yaml", "KubernetesTests", "Page_OfTheDocs_EachCommandRuns"),
        Nobody("Deploy --cluster clusters/virtual-full.yaml", "`Deploy --cluster clusters/virtual-full.yaml`"),
        By("Deploy --release", "ReleaseStepsTests"),
        Nobody("Deploy --variant", "`Deploy --variant"),
        By("Status", "DeployTests", "Job_Running_CountsEveryRideOnce"),
        By("Logs", "AdoptedTests", "StopStart_AreAsOnAClusterOfOnesOwn"),
        By("Stop", "AdoptedTests", "StopStart_AreAsOnAClusterOfOnesOwn"),
        By("Ui", "AdoptedTests", "Ui_BringsFlinksRestHere"),
        By("Diff", "KubernetesTests", "Deploy_Again_ChangesNothing_AndDiffSaysSo"),
        By("Kubeconfig", "KubernetesTests", "Page_OfTheDocs_EachCommandRuns"),
        By("Manifests", "KubernetesTests", "Page_OfTheDocs_EachCommandRuns"),
        By("Manifests --parity", "ParityOptionTests", "Parity_ShowsWhatDiffers_WithTheReason"),
        By("Destroy", "DeployTests", "Destroy_AfterAll_LeavesNothing"),
        By("Images", "FieldTests", "Images_JobWithLog4jCore_IsBuilt"),
        By("Images --service", "ServiceImageTests"),
        By("Images --variant", "VariantTests"),
        By("Images --update", "LockUpdateTests"),
        Nobody("Images --release", "`Images --release FILE`"),
        By("Release", "ReleaseRunTests"),
        By("Release --sign-key-file", "ReleaseStepsTests"),
        By("Verify", "VerifyRunTests"),
        By("Nightly", "NightlyRunTests"),
        Nobody("Nightly --deploy", "`Nightly --deploy`"),
        By("Prune", "PruneRunTests"),
        By("Workflows --update", "WorkflowFilesTests", "Workflows_Update_TakesTheNewestOfTheSameMajor_AndWritesItIntoTheWorkflows"),
        By("Test", "CheckStepsTests", "Fast_EachStepInOrder_InACleanClone_EndsWith0"),
        By("--write-schema", "SchemaTests", "The_schema_that_is_checked_in_is_that_of_the_build"),
    ];

    public ImmutableArray<string> Words => [.. Command.Split(' ')];

    public static CommandRun? Of(DocumentedCommand command) =>
        All.Where(run => command.Words.FirstOrDefault() == run.Words[0] && run.Words.All(command.Words.Contains)).MaxBy(run => run.Words.Length);

    private static CommandRun By(string command, string testClass, string? method = null) => new(command, new TestName(testClass, method));

    private static CommandRun Nobody(string command, string claim) => new(command, null, claim);
}
