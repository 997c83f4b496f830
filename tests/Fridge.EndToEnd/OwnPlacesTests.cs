using Fridge.Testing;
using Shouldly;
using Xunit;

namespace Fridge.EndToEnd;

/// <summary>A swarm with what a shelf's owner has already: a registry with a password, and a folder of a file server, in whose place virtual Pis have a volume of this machine.</summary>
[Trait("Suite", "kubernetes")]
[Collection(ByStep.OneShelfAtATime)]
[TestMethodOrderer(typeof(ByStep))]
public sealed class OwnPlacesTests(OwnPlacesShelf shelf) : IClassFixture<OwnPlacesShelf>
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(6);

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact, Step(1)]
    public async Task Deploy_ToARegistryOfOnesOwn_RunsTheJob()
    {
        using var nodes = await shelf.RunAsync("Nodes");
        nodes.ExitCode.ShouldBe(0, nodes.Evidence());
        await shelf.StartRegistryAsync();

        using var deploy = await shelf.RunAsync("Deploy");

        deploy.ExitCode.ShouldBe(0, deploy.Evidence());
        deploy.Screen.ShouldMatch(@"Job taxi \([0-9a-f]{32}\): RUNNING", deploy.Evidence());
        (await OwnPlacesShelf.OnAsync(OwnPlacesShelf.Manager, "docker service ls --format '{{.Image}}'")).Split('\n').ShouldAllBe(image => image.StartsWith(OwnPlacesShelf.Images));
        (await OwnPlacesShelf.OnAsync(OwnPlacesShelf.Manager, "docker ps --all --format '{{.Names}}'")).ShouldNotContain("registry", Case.Insensitive, "the cluster has none of its own");
        (await OwnPlacesShelf.OnAsync(OwnPlacesShelf.Manager, "ls -d /run/fridge/login.* /root/.docker/config.json 2>/dev/null || :")).ShouldBeEmpty("a log-in goes with the command that takes it");
    }

    [Fact, Step(2)]
    public async Task Deploy_Again_ChangesNothing()
    {
        using var again = await shelf.RunAsync("Deploy");

        again.ExitCode.ShouldBe(0, again.Evidence());
        again.Screen.ShouldContain("Nothing changed", Case.Sensitive, again.Evidence());
    }

    /// <summary>By Swarm itself, with the log-in that the service keeps: nobody is logged in on the node.</summary>
    [Fact, Step(3)]
    public async Task Node_ThatHasLostAnImage_PullsItByItself()
    {
        var image = (await OwnPlacesShelf.OnAsync(OwnPlacesShelf.Manager, "docker service inspect --format '{{.Spec.TaskTemplate.ContainerSpec.Image}}' places_taskmanager")).Trim();
        (await OwnPlacesShelf.OnAsync(OwnPlacesShelf.Worker, $"ls /root/.docker/config.json 2>/dev/null; docker rm --force $(docker ps --quiet --filter label=com.docker.swarm.service.name=places_taskmanager) >/dev/null; docker rmi --force {image} >/dev/null 2>&1; docker image inspect {image} >/dev/null 2>&1 && echo there || echo gone"))
            .ShouldBe("gone");

        (await Eventually.BecomesAsync(
            "the node has the image again", Limit, async _ => await OwnPlacesShelf.OnAsync(OwnPlacesShelf.Worker, $"docker image inspect --format ok {image} 2>&1 || :"), said => said == "ok", Cancelled)).ShouldBe("ok");
        (await TaxiJob.RunningAsync(shelf.Flink, parallelism: 1, Limit, Cancelled)).ShouldBeExact();
    }

    [Fact, Step(4)]
    public async Task Checkpoint_LiesInTheFolderThatBothNodesHave()
    {
        const string Newest = $"ls -d {OwnPlacesShelf.StateFolder}/checkpoints/*/chk-*/_metadata | sort -V | tail -n 1";

        var seen = await Eventually.BecomesAsync("a checkpoint lies there", Limit, async _ => await OwnPlacesShelf.OnAsync(OwnPlacesShelf.Worker, Newest + " || :"), said => said.Length > 0, Cancelled);
        using var status = await shelf.RunAsync("Status");

        seen.ShouldContain("/_metadata");
        (await OwnPlacesShelf.OnAsync(OwnPlacesShelf.Manager, Newest)).ShouldContain("/_metadata");
        status.Screen.ShouldContain($"the last is file:{OwnPlacesShelf.StateFolder}/checkpoints/", Case.Sensitive, status.Evidence());
    }

    [Fact, Step(5)]
    public async Task AFolderThatIsNoneOfAllNodes_IsRefused()
    {
        await OwnPlacesShelf.OnAsync(OwnPlacesShelf.Worker, $"umount {OwnPlacesShelf.StateFolder}");

        using var provision = await shelf.RunAsync("Provision");

        provision.ExitCode.ShouldBe(1, provision.Evidence());
        provision.Screen.ShouldContain("is a folder on that node's own disk", Case.Sensitive, provision.Evidence());
    }

    [Fact, Step(6)]
    public async Task Destroy_AfterAll_LeavesNothing()
    {
        using var destroy = await shelf.RunAsync("Destroy");

        destroy.ExitCode.ShouldBe(0, destroy.Evidence());
        (await Shelf.TracesAsync()).Except(shelf.TracesBefore).ShouldBeEmpty();
    }
}
