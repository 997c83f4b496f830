using Fridge.Images.Gates;
using Shouldly;
using Xunit;

namespace Fridge.Tests.Images;

public sealed class ReadableGateTests
{
    private const UnixFileMode OwnersAlone = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private const UnixFileMode Everybodys = OwnersAlone | UnixFileMode.GroupRead | UnixFileMode.OtherRead;

    [Theory]
    [InlineData(9997, 0, Everybodys, false)]
    [InlineData(9997, 9997, OwnersAlone, false)]
    [InlineData(0, 0, OwnersAlone, false)]
    [InlineData(9997, 0, Everybodys | UnixFileMode.OtherExecute, true)]
    public void Fault_WhatItsUserCanRead_None(int user, int owner, UnixFileMode mode, bool isFolder) =>
        ReadableGate.Fault(user, owner, mode, isFolder).ShouldBeNull();

    [Fact]
    public void Fault_RootsFileOfAHardenedCheckout_IsNamedWithItsMode() =>
        ReadableGate.Fault(9997, 0, OwnersAlone, isFolder: false).ShouldBe("mode 0600 of user 0, which the image's user 9997 can't read");

    [Fact]
    public void Fault_AFolderThatCannotBeEntered_IsNamed() =>
        ReadableGate.Fault(9997, 0, Everybodys, isFolder: true).ShouldNotBeNull();

    [Theory]
    [InlineData("9999:9999", 9999)]
    [InlineData("9999", 9999)]
    [InlineData("", 0)]
    [InlineData(null, 0)]
    public void UserOf_ItsNumber_NoneIsRoot(string? configured, int expected) => ReadableGate.UserOf(configured).ShouldBe(expected);
}
