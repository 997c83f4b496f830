using Fridge.Nodes;
using Fridge.Provisioning;
using Fridge.Tests.Provisioning.Fixtures;
using Fridge.Tooling;
using Shouldly;
using Xunit;

namespace Fridge.Tests.Provisioning;

/// <summary>What the docker task's shell does about settings with which the engine doesn't start: programs of the test stand in for systemd and the engine.</summary>
public sealed class DockerShellTests : IAsyncLifetime
{
    private const string Put = "keep $docker_settings\nput $docker_settings 0644 new\n";

    private readonly string scratch = Directory.CreateTempSubdirectory("fridge-docker-").FullName;

    private string Settings => Path.Combine(scratch, "daemon.json");

    private string Bin => Path.Combine(scratch, "bin");

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>An engine that has no <c>--validate</c> and starts with no settings that say <c>bad</c>.</summary>
    public async ValueTask InitializeAsync()
    {
        await LocalShell.ProgramAsync(Bin, "dockerd", "echo usage", Token);
        await LocalShell.ProgramAsync(Bin, "docker", $"[ -e {scratch}/runs ]", Token);
        await LocalShell.ProgramAsync(Bin, "sleep", ":", Token);
        await LocalShell.ProgramAsync(Bin, "journalctl", ":", Token);
        await LocalShell.ProgramAsync(Bin, "systemctl", $$"""
            case $1 in
              is-active) [ -e {{scratch}}/runs ] ;;
              start | restart)
                [ $1 = start ] && [ -e {{scratch}}/runs ] && exit 0
                rm -f {{scratch}}/runs
                ! grep -q bad {{scratch}}/daemon.json && : >{{scratch}}/runs ;;
            esac
            """, Token);
    }

    public ValueTask DisposeAsync()
    {
        Directory.Delete(scratch, recursive: true);
        return ValueTask.CompletedTask;
    }

    [Theory]
    [InlineData("old")]
    [InlineData(null)]
    public async Task Settings_that_the_engine_refuses_go_back(string? before)
    {
        await RunningAsync(before);

        (await RunAsync(Put.Replace("new", "bad") + "restart_docker")).Status.ShouldBe(1);

        await ShouldRunWithAsync(before);
    }

    [Theory]
    [InlineData("old")]
    [InlineData(null)]
    public async Task A_power_cut_after_the_write_costs_nothing_the_next_step_undoes_it(string? before)
    {
        await RunningAsync(before);
        await RunAsync(Put.Replace("new", "bad"));
        File.Delete(Path.Combine(scratch, "runs"));

        (await RunAsync("start_docker start")).Errors.ShouldContain("the old one is back");

        await ShouldRunWithAsync(before);
    }

    [Fact]
    public async Task A_second_step_after_a_cut_one_keeps_what_has_proven_itself()
    {
        await RunningAsync("old");
        await RunAsync(Put.Replace("new", "bad"));

        await RunAsync(Put.Replace("new", "bad too") + "restart_docker");

        await ShouldRunWithAsync("old");
    }

    [Fact]
    public async Task Settings_that_the_engine_runs_with_have_proven_themselves()
    {
        await RunningAsync("old");

        (await RunAsync(Put + "restart_docker")).Status.ShouldBe(0);

        await ShouldRunWithAsync("new");
    }

    [Fact]
    public async Task An_engine_that_does_not_run_takes_them_when_it_is_started()
    {
        (await RunAsync(Put + "restart_docker\nstart_docker start")).Status.ShouldBe(0);

        await ShouldRunWithAsync("new");
    }

    /// <summary>A person's third source is down, or its key has expired: what is to be installed is Debian's.</summary>
    [Fact]
    public async Task A_broken_source_of_packages_does_not_keep_the_engine_from_being_installed()
    {
        await LocalShell.ProgramAsync(Bin, "apt-get", $"echo \"$*\" >>{scratch}/asked\ncase $* in *update*) echo 'E: The repository has no Release file.' >&2; exit 100 ;; esac", Token);
        await LocalShell.ProgramAsync(Bin, "apt-cache", "exit 100", Token);

        var installed = await RunAsync("install_docker");

        installed.Status.ShouldBe(0, installed.Errors);
        installed.Output.ShouldContain("fridge: the package lists could not all be renewed");
        (await File.ReadAllTextAsync(Path.Combine(scratch, "asked"), Token)).ShouldContain("install docker.io iptables");
    }

    private async Task RunningAsync(string? settings)
    {
        await File.WriteAllTextAsync(Path.Combine(scratch, "runs"), "", Token);
        if (settings is not null) await File.WriteAllTextAsync(Settings, settings, Token);
    }

    private async Task ShouldRunWithAsync(string? settings)
    {
        File.Exists(Path.Combine(scratch, "runs")).ShouldBeTrue();
        (File.Exists(Settings) ? await File.ReadAllTextAsync(Settings, Token) : null).ShouldBe(settings);
        Directory.GetFiles(scratch, "*.fridge-*").ShouldBeEmpty();
    }

    private Task<(int Status, string Output, string Errors)> RunAsync(string steps) => LocalShell.TryAsync(
        string.Concat(EmbeddedText.Read(typeof(Provisioner), "prelude.sh"), NodeFiles.Functions, EmbeddedText.Read(typeof(Provisioner), "docker.sh").Replace("=/etc/docker/daemon.json", $"={Settings}"), $"FRIDGE_BEFORE={scratch}/before\n", steps, "\n"),
        [], Token, Bin);
}
