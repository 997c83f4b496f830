using Fridge.Rollout.Orchestration;
using Fridge.Rollout.Swarm;
using Fridge.Tests.Engine;
using Fridge.Tests.Provisioning.Fixtures;
using Shouldly;
using Xunit;

namespace Fridge.Tests.Rollout.Swarm;

public sealed class StackCommandTests
{
    [Theory]
    [InlineData("20.10.24+dfsg1", false, "timeout -k 10 300 docker --host unix:///var/run/docker.sock stack deploy --compose-file - --resolve-image never pico")]
    [InlineData("25.0.3", true, "timeout -k 10 300 docker --host unix:///var/run/docker.sock stack deploy --compose-file - --resolve-image never --prune pico")]
    [InlineData("26.1.5", false, "timeout -k 10 300 docker --host unix:///var/run/docker.sock stack deploy --compose-file - --resolve-image never --detach=true pico")]
    [InlineData("29.0.0", true, "timeout -k 10 300 docker --host unix:///var/run/docker.sock stack deploy --compose-file - --resolve-image never --detach=true --prune pico")]
    public void Deploy_DetachesWhereTheCliKnowsIt_AndPrunesWithTheLastWave(string version, bool prune, string expected) =>
        string.Join(' ', StackCommand.Deploy("pico", version, prune).Arguments).ShouldBe(expected);

    /// <summary>A double of docker says what it was given; the shell is this machine's.</summary>
    [Theory]
    [InlineData(0)]
    [InlineData(7)]
    public async Task Deploy_WithALogin_GivesItToTheClientInAFolderThatGoesWithIt_AndOnNoArgv(int status)
    {
        using var scratch = new ScratchFolder();
        await LocalShell.ProgramAsync(scratch["bin"], "docker", $"echo \"$*\"; stat -c %a \"$DOCKER_CONFIG\" \"$DOCKER_CONFIG/config.json\"; cat \"$DOCKER_CONFIG/config.json\" -; exit {status}", TestContext.Current.CancellationToken);
        var login = new PullLogin("registry.example.org:5000", "ada", new Redactor().Hide("it's 100% $HOME"));
        var command = StackCommand.Deploy("pico", "20.10.24", prune: false, "--with-registry-auth");

        var script = StackCommand.Deploy(login, command, "services: {a: {image: x}}\n", scratch["room"]);
        var (ended, output, _) = await LocalShell.TryAsync(script.Reveal(), [], TestContext.Current.CancellationToken, scratch["bin"]);

        ended.ShouldBe(status);
        output.ShouldBe($$$$"""
            --host unix:///var/run/docker.sock stack deploy --compose-file - --resolve-image never --with-registry-auth pico
            700
            600
            {"auths":{"registry.example.org:5000":{"auth":"{{{{Convert.ToBase64String("ada:it's 100% $HOME"u8)}}}}"}}}services: {a: {image: x}}

            """.ReplaceLineEndings("\n"));
        Directory.EnumerateFileSystemEntries(scratch["room"]).ShouldBeEmpty();
        script.ToString().ShouldNotContain("100%");
    }

    [Fact]
    public void Scale_NamesServicesAsSwarmDoes() =>
        string.Join(' ', StackCommand.Scale("pico", [("jobmanager", 0), ("taskmanager", 2)]).Arguments)
            .ShouldBe("timeout -k 10 120 docker --host unix:///var/run/docker.sock service scale --detach pico_jobmanager=0 pico_taskmanager=2");
}
