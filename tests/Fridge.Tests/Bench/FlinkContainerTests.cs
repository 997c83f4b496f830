using Fridge.Bench.Start;
using Fridge.Model;
using Shouldly;
using Xunit;

namespace Fridge.Tests.Bench;

public class FlinkContainerTests
{
    [Fact]
    public void Directly_the_emulated_JobManager_gets_profile_and_rendered_arguments()
    {
        var container = new FlinkContainer(new StartCase(NodeArchitecture.Armv7, Way.Directly), "direct:1", "net", true, "/c", "/p");

        string.Join(' ', container.Arguments()).ShouldBe(
            "run --detach --name net-jobmanager --platform linux/arm/v7 --network net --network-alias jobmanager --publish 127.0.0.1::8081 "
            + "--tmpfs /tmp --tmpfs /opt/flink/plugins --env MALLOC_ARENA_MAX=1 --volume /c:/opt/flink/conf:ro "
            + "--volume /p:/var/lib/fridge/jvm:ro direct:1 @/var/lib/fridge/jvm/profile.args @/opt/flink/conf/jvm.args");
    }

    [Fact]
    public void By_scripts_the_native_TaskManager_gets_the_same_flags_and_no_port()
    {
        var container = new FlinkContainer(new StartCase(NodeArchitecture.Amd64, Way.ByScripts), "scripts:1", "net", false, "/c", "/p");

        string.Join(' ', container.Arguments()).ShouldBe(
            "run --detach --name net-taskmanager --platform linux/amd64 --network net --tmpfs /tmp --tmpfs /opt/flink/plugins "
            + "--env MALLOC_ARENA_MAX=1 --volume /c:/opt/flink/conf:ro --env JVM_ARGS=-XX:+UseSerialGC -XX:-UsePerfData --env FLINK_LOG_DIR=/tmp "
            + "scripts:1 /opt/flink/bin/taskmanager.sh start-foreground");
    }
}
