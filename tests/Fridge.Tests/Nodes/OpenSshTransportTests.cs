using System.Diagnostics;
using Fridge.Model;
using Fridge.Nodes;
using Fridge.Nodes.OpenSsh;
using Fridge.Testing;
using Fridge.Tooling.Processes;
using Shouldly;
using Xunit;

namespace Fridge.Tests.Nodes;

public sealed class OpenSshTransportTests(LocalSshd sshd) : NodeTransportContract(sshd, SshTransport.OpenSsh)
{
    private readonly ProcessRunner processes = new();

    [Fact]
    public async Task Dispose_Sessions_LeaveNoMasterAndNoSocket()
    {
        var sessions = new NodeSessions([Sshd.Address(SshTransport.OpenSsh)], FakePrompts.Options(Sshd.Folder, null));
        await sessions.OpenAsync("local", Cancelled);
        var master = (await MastersAsync()).ShouldHaveSingleItem().Split(' ');
        var socket = master[Array.IndexOf(master, "-S") + 1];
        File.Exists(socket).ShouldBeTrue();

        await sessions.DisposeAsync();

        (await MastersAsync()).ShouldBeEmpty();
        Directory.Exists(Path.GetDirectoryName(socket)).ShouldBeFalse();
    }

    /// <summary>What a SIGKILL of Fridge closes is all that its master notices of it.</summary>
    [Fact]
    public async Task Master_ItsInputIsClosed_Ends()
    {
        var address = Sshd.Address(SshTransport.OpenSsh);
        var route = await new RouteFinder(processes, FakePrompts.Options(Sshd.Folder, null).ClusterKey).FindAsync(address, Cancelled);
        using var socket = new ControlSocket();
        socket.Know("local", [HostKey.Parse(Sshd.HostKey)!]);
        using var master = Process.Start(new ProcessStartInfo("ssh", OpenSshArguments.Master(route, socket.Path, socket.KnownHostsFile, byPassword: false))
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        })!;
        (await master.StandardOutput.ReadLineAsync(Cancelled)).ShouldBe(OpenSshArguments.Connected);

        master.StandardInput.Close();

        await master.WaitForExitAsync(Cancelled).WaitAsync(Eventually.Limit, Cancelled);
    }

    /// <summary>Command lines of the masters that are connected to this test's own sshd.</summary>
    private async Task<string[]> MastersAsync() =>
        (await processes.TryRunAsync(new CommandLine("pgrep", "-a", "-f", $"^ssh -M .* -p {Sshd.Port} "), cancellationToken: Cancelled))
            .StandardOutput.Split('\n', StringSplitOptions.RemoveEmptyEntries);
}
