using System.Text.RegularExpressions;
using Fridge.Nodes;
using Fridge.Tests.Nodes.Locks;
using Fridge.Tests.Support;
using Fridge.Tooling;
using Shouldly;
using Xunit;

namespace Fridge.Tests.Nodes;

/// <summary>An engine that hangs keeps whatever asks it: each question ends on the node too, or it would go on when nobody waits for it any more.</summary>
public sealed partial class DockerOnNodesTests : IDisposable
{
    private static readonly string[] Rooms = ["build/nodes", "build/registry", "ansible-equivalents", "rollout"];

    private readonly string folder = Directory.CreateTempSubdirectory("fridge-docker-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task A_command_that_the_node_ended_is_a_sentence()
    {
        var session = new NodeSession("pico-1", new LocalNode { Login = [$"PATH={Stand("exec sleep 60")}:{Environment.GetEnvironmentVariable("PATH")}"] });

        var failure = await Should.ThrowAsync<FridgeException>(session.ExecAsync(RemoteCommand.Docker(TimeSpan.FromSeconds(1), "info"), TestContext.Current.CancellationToken));

        failure.Message.ShouldBe("docker on pico-1 did not end within 1 s and was stopped.");
    }

    /// <summary>A login's docker context and its DOCKER_HOST may name any other engine.</summary>
    [Fact]
    public async Task The_engine_of_a_node_is_its_own_whatever_its_login_has_chosen()
    {
        var session = new NodeSession("pico-1", new LocalNode { Login = [$"PATH={Stand("read -r line; echo \"$@\" >&2; exit 1")}:{Environment.GetEnvironmentVariable("PATH")}", "DOCKER_HOST=tcp://elsewhere"] });

        var dialled = await Should.ThrowAsync<FridgeException>(session.EngineAsync(TestContext.Current.CancellationToken));
        var typed = await session.TryExecAsync(RemoteCommand.Docker(TimeSpan.FromSeconds(10), "info") with { AsRoot = false }, TestContext.Current.CancellationToken);

        dialled.Message.ShouldContain("--host unix:///var/run/docker.sock system dial-stdio");
        typed.StandardError.Trim().ShouldBe("--host unix:///var/run/docker.sock info");
    }

    [Fact]
    public void Scripts_ask_the_nodes_own_engine() =>
        Lines("*.sh").Where(line => ShellCommand().IsMatch(line.Text) || line.Text.Contains("timeout") && line.Text.Contains(" docker ")).Select(line => line.File).Distinct()
            .Where(file => !Owns(file)).ShouldBeEmpty();

    [Fact]
    public void No_command_in_code_goes_without_its_limit() =>
        Lines("*.cs").Where(line => NodeCommand().IsMatch(line.Text) && !line.Text.Contains("dial-stdio")).ShouldBeEmpty();

    [Fact]
    public void No_command_in_scripts_goes_without_its_limit() =>
        Lines("*.sh").Where(line => ShellCommand().IsMatch(line.Text) && !line.Text.Contains("dial-stdio")).ShouldBeEmpty();

    /// <summary>What a payload is made of has the prelude before it.</summary>
    private static bool Owns(string file) =>
        new[] { file, "ansible-equivalents/Apply/prelude.sh" }.Where(text => text == file || file.StartsWith("ansible-equivalents/HostTasks", StringComparison.Ordinal))
            .Any(text => File.ReadAllText(Checkout.File(text.Split('/'))).Contains("unix:///var/run/docker.sock", StringComparison.Ordinal));

    /// <param name="script">Of a docker.</param>
    private string Stand(string script)
    {
        var docker = Path.Combine(folder, "docker");
        File.WriteAllText(docker, $"#!/bin/sh\n{script}\n");
        File.SetUnixFileMode(docker, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        return folder;
    }

    private static IEnumerable<(string File, string Text)> Lines(string pattern) =>
        from room in Rooms
        from file in Directory.EnumerateFiles(Checkout.File(room.Split('/')), pattern, SearchOption.AllDirectories)
        where !file.Contains("/obj/")
        from line in File.ReadLines(file)
        select (Path.GetRelativePath(Checkout.File(), file), line.Trim());

    /// <summary>An argv of the node's docker that is made by hand; <see cref="RemoteCommand.Docker"/> makes it with its limit.</summary>
    [GeneratedRegex("""new (RemoteCommand)?\(\[?"docker",""")]
    private static partial Regex NodeCommand();

    /// <summary>The program as a command, at the beginning of one: not a word in a text or a path.</summary>
    [GeneratedRegex("""^(?!\s*#)(.*(until|if|while|then|do|\$\(|&&|\|\||;|!)\s+|.*\$\(|\s*)docker (-|[a-z]+ )""")]
    private static partial Regex ShellCommand();
}
