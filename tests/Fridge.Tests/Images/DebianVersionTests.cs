using Fridge.Images.Locks;
using Shouldly;
using Xunit;

namespace Fridge.Tests.Images;

public sealed class DebianVersionTests
{
    [Theory]
    [InlineData("1.0", "1.0", 0)]
    [InlineData("1.0~rc1", "1.0", -1)]
    [InlineData("1:0.1", "9.9", 1)]
    [InlineData("2.36-9+deb12u7", "2.36-9+deb12u14", -1)]
    [InlineData("17.0.21+9-1~deb12u1", "17.0.21.1+2-1~deb12u1", -1)]
    [InlineData("17.0.19+10-1~deb12u2", "17.0.21+9-1~deb12u1", -1)]
    [InlineData("0.19.0-1+b3", "0.19.0-1", 1)]
    [InlineData("1.2-1~bpo1", "1.2-1", -1)]
    [InlineData("1.0a", "1.0+", -1)]
    [InlineData("1.010", "1.10", 0)]
    public void Compare_TwoVersions_OrdersAsDpkgDoes(string left, string right, int order)
    {
        Math.Sign(DebianVersion.Order.Compare(left, right)).ShouldBe(order);
        Math.Sign(DebianVersion.Order.Compare(right, left)).ShouldBe(-order);
    }
}
