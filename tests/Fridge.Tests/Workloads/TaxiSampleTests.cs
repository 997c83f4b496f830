using System.Security.Cryptography;
using Shouldly;
using Xunit;

namespace Fridge.Tests.Workloads;

public class TaxiSampleTests
{
    [Fact]
    public void Index_NamesTheTwelveFilesInOrder() =>
        File.ReadLines(Path.Combine(TaxiSample.Folder, "index.txt")).ShouldBe(
            Enumerable.Range(1, 12).Select(month => $"yellow_tripdata_2013-{month:00}.csv"));

    [Fact]
    public void Files_AreThoseOfTheIndex() =>
        TaxiSample.Files.ShouldBe(File.ReadLines(Path.Combine(TaxiSample.Folder, "index.txt")));

    [Fact]
    public void Files_KeepTheirBytes()
    {
        using var all = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var file in TaxiSample.Files)
            all.AppendData(File.ReadAllBytes(Path.Combine(TaxiSample.Folder, file)));

        Convert.ToHexStringLower(all.GetHashAndReset()).ShouldBe("fae2e6455a0bd8bb4bbf00c96dc5fa8e5894165649e55225c8575e4d591acee6");
    }

    [Fact]
    public void Rides_Are98AFile_21WithoutPosition()
    {
        TaxiSample.Current.Rides.CountBy(ride => ride.File).ShouldAllBe(file => file.Value == 98);
        TaxiSample.Current.Rides.Count(ride => ride.At is null).ShouldBe(21);
    }

    [Fact]
    public void Places_HaveNamesOfTheirOwn() =>
        TaxiSample.Current.Places.Select(place => place.Name).ShouldBeUnique();

    /// <summary>Were two places as near to within a millimetre, the formulas' last bits would decide.</summary>
    [Fact]
    public void Rides_HaveOneNearestPlace()
    {
        const double millimetre = 1e-6;

        TaxiSample.Current.Rides.Where(ride => ride.At is not null).ShouldAllBe(ride => Lead(ride.At!) > millimetre);
    }

    private static double Lead(Point pickUp)
    {
        var nearest = TaxiSample.Current.Places.Select(place => ExpectedResult.Distance(pickUp, place.At)).Order().Take(2).ToList();
        return nearest[1] - nearest[0];
    }
}
