using Fridge.Tooling.Nodes;
using Shouldly;
using Xunit;

namespace Fridge.Tests.Tooling.Nodes;

public sealed class OpenSshTransportTests(LocalSshd sshd) : NodeTransportContract(sshd, TransportChoice.OpenSsh)
{
    [Fact]
    public async Task Dispose_Sessions_LeaveNoMasterAndNoSocket()
    {
        var before = Directory.GetDirectories(Path.GetTempPath(), "fridge-*").ToHashSet();
        var sessions = new NodeSessions([Sshd.Address(TransportChoice.OpenSsh)], FakePrompts.Options(Sshd.Folder, null));
        await sessions.OpenAsync("local", Cancelled);
        var socket = Directory.GetDirectories(Path.GetTempPath(), "fridge-*").Single(folder => !before.Contains(folder) && File.Exists(Path.Combine(folder, "ssh")));

        await sessions.DisposeAsync();

        Directory.Exists(socket).ShouldBeFalse();
    }
}
