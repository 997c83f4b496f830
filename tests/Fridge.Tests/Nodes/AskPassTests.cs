using Fridge.Nodes.OpenSsh;
using Fridge.Tooling.Processes;
using Shouldly;
using Xunit;

namespace Fridge.Tests.Nodes;

/// <summary>The helper by which ssh asks: whose child it is decides.</summary>
public sealed class AskPassTests
{
    private static readonly ProcessRunner Processes = new();

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task AskPass_OfTheConnection_GivesThePasswordOnce()
    {
        using var socket = new ControlSocket();
        var helper = await socket.AskPassAsync(new Secret("correct horse\\n"), Processes, Cancelled);

        (await AskedByAsync(helper, "-S", socket.Path)).ShouldBe(["correct horse\\n", "refused"]);
    }

    [Fact]
    public async Task AskPass_OfAJumpHost_GivesNothing_AndThePasswordIsInNoFileAndNoEnvironment()
    {
        using var socket = new ControlSocket();
        var helper = await socket.AskPassAsync(new Secret("correct horse"), Processes, Cancelled);

        (await AskedByAsync(helper, "-W", "[192.168.1.10]:22")).ShouldBe(["refused", "refused"]);
        Directory.GetFiles(socket.Folder).Select(File.GetUnixFileMode).ShouldAllBe(mode => (mode & (UnixFileMode.GroupRead | UnixFileMode.OtherRead)) == 0);
        (await File.ReadAllTextAsync(helper, Cancelled)).ShouldNotContain("horse");
    }

    /// <summary>Twice, as a child of a process with these arguments.</summary>
    private static async Task<string[]> AskedByAsync(string helper, params string[] arguments) =>
        (await Processes.RunAsync(new CommandLine("sh", ["-c", "for i in 1 2; do \"$0\" 'pi@jump password: ' || echo refused; done", helper, .. arguments, "end"]), cancellationToken: Cancelled))
            .StandardOutput.Split('\n', StringSplitOptions.RemoveEmptyEntries);
}
