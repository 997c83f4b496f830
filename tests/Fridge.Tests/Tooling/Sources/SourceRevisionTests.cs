using Fridge.Tests.Tooling.Host;
using Fridge.Tooling.Processes;
using Fridge.Tooling.Sources;
using Shouldly;
using Xunit;

namespace Fridge.Tests.Tooling.Sources;

public sealed class SourceRevisionTests
{
    [Theory]
    [InlineData("", false)]
    [InlineData(" M rollout/README.md\n", true)]
    [InlineData("?? clusters/mine.yaml\n", true)]
    public async Task Checkout_IsAtItsCommit_AndDirtyWhereNoCommitHoldsAFile(string status, bool isDirty) =>
        (await ReadAsync(command => command.EndsWith("rev-parse HEAD", StringComparison.Ordinal) ? ScriptedProcesses.Out("7d1e1f2\n") : ScriptedProcesses.Out(status)))
            .ShouldBe(new SourceRevision("7d1e1f2", isDirty));

    [Fact]
    public async Task FolderThatIsNoCheckout_HasNone() =>
        (await ReadAsync(_ => ScriptedProcesses.Out("", exitCode: 128, error: "fatal: not a git repository"))).ShouldBeNull();

    [Fact]
    public async Task MachineWithoutGit_HasNone() =>
        (await ReadAsync(_ => throw new ProcessFailedException("git can't be started"))).ShouldBeNull();

    private static Task<SourceRevision?> ReadAsync(Func<string, ProcessResult?> git) =>
        SourceRevision.ReadAsync(new ScriptedProcesses(git), "/checkout", TestContext.Current.CancellationToken);
}
