using Fridge.Provisioning.Apply;
using Fridge.Provisioning.Changes;
using Fridge.Tests.Provisioning.Fixtures;
using Shouldly;
using Xunit;

namespace Fridge.Tests.Provisioning;

public sealed class PayloadTests
{
    private static readonly ShellChange First = new("hosts file", "pico-1", "write it's block", "", "put /etc/x 0644 'a b'\n");

    [Fact]
    public void The_script_is_the_prelude_and_a_named_step_for_each_change() =>
        Golden.Match(Payload.Of("pico-1", [First, First with { Source = "docker", Description = "start", Script = "systemctl start docker\n" }]).Script, "payload.sh");

    [Fact]
    public void The_same_changes_are_the_same_plan_for_every_client() =>
        Payload.Of("pico-1", [First]).Hash.ShouldBe(Payload.Of("pico-1", [First with { Diff = "shown, not run" }]).Hash);

    [Fact]
    public void Another_script_is_another_plan() =>
        Payload.Of("pico-1", [First]).Hash.ShouldNotBe(Payload.Of("pico-1", [First with { Script = First.Script + "\n" }]).Hash);
}
