using Fridge.Provisioning.Apply;
using Shouldly;
using Xunit;

namespace Fridge.Tests.Provisioning;

public sealed class StepAdviceTests
{
    [Theory]
    [InlineData("E: dpkg was interrupted, you must manually run 'dpkg --configure -a' to correct the problem.", "dpkg --configure -a")]
    [InlineData("E: Could not get lock /var/lib/dpkg/lock-frontend. It is held by process 812 (unattended-upgr)", "ps -eo")]
    [InlineData("E: Unmet dependencies. Try 'apt --fix-broken install' with no packages", "apt --fix-broken install")]
    [InlineData("E: Release file for http://deb.debian.org/debian/dists/bookworm/InRelease is not valid yet (invalid for another 3h).", "hosts.time")]
    [InlineData("Temporary failure resolving 'deb.debian.org'", "name server")]
    [InlineData("dpkg: error: failed to write status database record: No space left on device", "df -h")]
    public void What_a_tool_says_has_a_next_step(string said, string next) => StepAdvice.Of("pico-1", ["before", said]).ShouldContain(next);

    [Fact]
    public void What_isnt_known_has_none() => StepAdvice.Of("pico-1", ["E: Unable to locate package docker.io"]).ShouldBeEmpty();
}
