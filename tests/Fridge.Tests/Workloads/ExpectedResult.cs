using System.Collections.Immutable;

namespace Fridge.Tests.Workloads;

/// <summary>What the job must say of a ride; no place: unlocated.</summary>
public sealed record ExpectedResult(SampleRide Ride, FamousPlace? Place, double Kilometres)
{
    /// <summary>The Earth's mean radius R1 in kilometres (Moritz, Geodetic Reference System 1980).</summary>
    private const double MeanRadius = 6371.0088;

    public static ImmutableArray<ExpectedResult> All { get; } = [.. TaxiSample.Current.Rides.Select(Of)];

    public long Millimetres => (long)Math.Round(Kilometres * 1e6);

    public bool IsAt(string place) => Place?.Name == place;

    private static ExpectedResult Of(SampleRide ride)
    {
        if (ride.At is null)
            return new ExpectedResult(ride, null, 0);
        var nearest = TaxiSample.Current.Places.MinBy(place => Distance(ride.At, place.At))!;
        return new ExpectedResult(ride, nearest, Distance(ride.At, nearest.At));
    }

    /// <summary>The definition: radius times the angle between the two directions from the Earth's centre (the job uses haversines).</summary>
    public static double Distance(Point a, Point b)
    {
        var (u, v) = (Direction(a), Direction(b));
        (double X, double Y, double Z) cross = (u.Y * v.Z - u.Z * v.Y, u.Z * v.X - u.X * v.Z, u.X * v.Y - u.Y * v.X);
        var sine = Math.Sqrt(cross.X * cross.X + cross.Y * cross.Y + cross.Z * cross.Z);
        return MeanRadius * Math.Atan2(sine, u.X * v.X + u.Y * v.Y + u.Z * v.Z);
    }

    private static (double X, double Y, double Z) Direction(Point point)
    {
        var (latitude, longitude) = (double.DegreesToRadians(point.Latitude), double.DegreesToRadians(point.Longitude));
        return (Math.Cos(latitude) * Math.Cos(longitude), Math.Cos(latitude) * Math.Sin(longitude), Math.Sin(latitude));
    }
}
