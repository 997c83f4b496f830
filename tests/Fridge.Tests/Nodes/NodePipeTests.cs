using Fridge.Model;
using Fridge.Nodes;
using Fridge.Testing;
using Shouldly;
using Xunit;

namespace Fridge.Tests.Nodes;

/// <summary>From a command on one node into a command on another, each by its own transport.</summary>
[Trait("Suite", "ci")]
public sealed class NodePipeTests(LocalSshd sshd) : IClassFixture<LocalSshd>
{
    private const int Bytes = 8_000_000;

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(SshTransport.SshNet, SshTransport.OpenSsh)]
    [InlineData(SshTransport.OpenSsh, SshTransport.SshNet)]
    public async Task Pipe_ManyBytes_ArriveWhole(SshTransport from, SshTransport to)
    {
        var file = Path.Combine(sshd.Folder, $"taken-by-{to}");

        await PipeAsync(from, to, $"yes fridge | head -c {Bytes}", $"cat > {file}");

        new FileInfo(file).Length.ShouldBe(Bytes);
    }

    [Theory]
    [InlineData(SshTransport.SshNet, SshTransport.OpenSsh, "echo some; echo no more >&2; exit 3", "cat > /dev/null", 3, "no more")]
    [InlineData(SshTransport.SshNet, SshTransport.OpenSsh, "yes", "echo no room >&2; exit 4", 4, "no room")]
    [InlineData(SshTransport.OpenSsh, SshTransport.SshNet, "echo some; echo no more >&2; exit 3", "cat > /dev/null", 3, "no more")]
    [InlineData(SshTransport.OpenSsh, SshTransport.SshNet, "yes", "echo no room >&2; exit 4", 4, "no room")]
    public async Task Pipe_OneOfThemFails_SaysWhich(SshTransport from, SshTransport to, string command, string into, int status, string reason)
    {
        var failure = await Should.ThrowAsync<RemoteCommandFailedException>(
            () => PipeAsync(from, to, command, into).WaitAsync(Eventually.Limit, Cancelled));

        failure.ExitStatus.ShouldBe(status);
        failure.Evidence.ShouldContain(reason);
    }

    private async Task PipeAsync(SshTransport from, SshTransport to, string command, string into)
    {
        await using var here = new NodeSessions([sshd.Address(from)], FakePrompts.Options(sshd.Folder, null));
        await using var there = new NodeSessions([sshd.Address(to)], FakePrompts.Options(sshd.Folder, null));
        var other = await there.OpenAsync("local", Cancelled);
        await (await here.OpenAsync("local", Cancelled)).PipeAsync(new RemoteCommand("sh", "-c", command), other, new RemoteCommand("sh", "-c", into), Cancelled);
    }
}
