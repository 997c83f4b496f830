using Docker.DotNet.Models;
using Fridge.Rollout.Swarm;
using Shouldly;
using Xunit;

namespace Fridge.Tests.Rollout.Swarm;

public sealed class UsedImagesTests
{
    [Fact]
    public void A_service_uses_the_image_of_its_spec_and_of_the_one_before() =>
        UsedImages.Of([new SwarmService { Spec = Spec("new"), PreviousSpec = Spec("old") }, new SwarmService { Spec = Spec("first") }], [])
            .ShouldBe(["first", "new", "old"]);

    [Fact]
    public void A_service_uses_what_its_labels_promise_to_the_next_Deploy()
    {
        var spec = Spec("registry.fridge:5000/job-taxi@sha256:b");
        spec.Labels = new Dictionary<string, string> { ["fridge.digest.flink.armv7"] = "sha256:a/121700000", ["fridge.image.flink"] = "hash" };

        UsedImages.Of([new SwarmService { Spec = spec }], []).ShouldBe(["registry.fridge:5000/flink@sha256:a", "registry.fridge:5000/job-taxi@sha256:b"]);
    }

    [Theory]
    [InlineData(TaskState.Running, true)]
    [InlineData(TaskState.Preparing, true)]
    [InlineData(TaskState.Shutdown, false)]
    [InlineData(TaskState.Failed, false)]
    [InlineData(TaskState.Complete, false)]
    public void A_task_uses_its_image_until_it_is_over(TaskState state, bool uses)
    {
        var task = new TaskResponse { Spec = Spec("older").TaskTemplate, Status = new Docker.DotNet.Models.TaskStatus { State = state } };

        UsedImages.Of([], [task]).Contains("older").ShouldBe(uses);
    }

    private static ServiceSpec Spec(string image) => new() { TaskTemplate = new TaskSpec { ContainerSpec = new ContainerSpec { Image = image } } };
}
