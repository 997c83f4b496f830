using System.Globalization;
using Fridge.Images.Archives;
using Shouldly;
using Xunit;

namespace Fridge.Tests.Images;

public sealed class ReleaseFileTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 29, 12, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("Suite: oldstable-security\nCodename: bookworm-security", "bookworm-security", null)]
    [InlineData("Suite: bookworm", "bookworm", null)]
    [InlineData("Suite: stable\nCodename: trixie", "bookworm", "it is for trixie, stable")]
    [InlineData("Suite: oldstable-updates\nCodename: bookworm-updates", "bookworm", "it is for bookworm-updates, oldstable-updates")]
    [InlineData("Origin: Debian", "bookworm", "it is for no suite")]
    public void Foreign_IndexOfASuite_IsForThatAlone(string text, string suite, string? reason) =>
        ReleaseFile.Parse(text).Foreign(suite).ShouldBe(reason);

    [Theory]
    [InlineData("Date: Thu, 26 Nov 2026 21:03:35 UTC\nValid-Until: Thu, 03 Dec 2026 21:03:35 UTC", null)]
    [InlineData("Date: Sat, 11 Jul 2026 10:16:37 UTC", null)]
    [InlineData("Date: Wed, 2 Nov 2022 21:03:35 UTC\nValid-Until: Wed, 9 Nov 2022 21:03:35 UTC", "it was valid until 2022-11-09 21:03:35Z")]
    [InlineData("Date: Mon, 30 Nov 2026 21:03:35 UTC", "its date is 2026-11-30 21:03:35Z, which this machine's clock hasn't reached (2026-11-29 12:00:00Z)")]
    [InlineData("Date: Thu, 26 Nov 2026 21:03:35 UTC\nValid-Until: when hell freezes over", "it was valid until 0001-01-01 00:00:00Z")]
    [InlineData("Date: yesterday", "it has no date")]
    [InlineData("Suite: bookworm", "it has no date")]
    public void Stale_ByItsOwnWord_IsTodaysOrNot(string text, string? reason) => ReleaseFile.Parse(text).Stale(Now, locked: null).ShouldBe(reason);

    [Theory]
    [InlineData("2026-07-11T10:16:37Z", null)]
    [InlineData("2026-07-11T10:16:38Z", "its date is 2026-07-11 10:16:37Z, and the locks were renewed from an index of 2026-07-11 10:16:38Z")]
    public void Stale_BesideTheLocks_IsNotOlder(string locked, string? reason) =>
        ReleaseFile.Parse("Date: Sat, 11 Jul 2026 10:16:37 UTC").Stale(Now, DateTimeOffset.Parse(locked, CultureInfo.InvariantCulture)).ShouldBe(reason);
}
