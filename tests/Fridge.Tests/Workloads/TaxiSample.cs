using System.Collections.Immutable;
using System.Globalization;
using Fridge.Tests.Support;

namespace Fridge.Tests.Workloads;

/// <summary>A row of a ride file; <see cref="At"/> is null where the cab had no GPS fix.</summary>
public sealed record SampleRide(string File, int Line, DateTime Start, Point? At)
{
    public string Id => $"{File}:{Line}";
}

/// <summary>Degrees, north and east positive.</summary>
public sealed record Point(double Latitude, double Longitude);

public sealed record FamousPlace(string Name, Point At);

/// <summary>The committed sample as C# reads it: from its description, not from the job's code.</summary>
public sealed record TaxiSample(ImmutableArray<SampleRide> Rides, ImmutableArray<FamousPlace> Places)
{
    private static readonly Lazy<TaxiSample> Loaded = new(Read);

    public static TaxiSample Current => Loaded.Value;

    public static string Folder { get; } = Checkout.File("workloads", "taxi", "data");

    public static ImmutableArray<string> Files =>
        [.. Directory.GetFiles(Folder, "yellow_tripdata_*.csv").Select(file => Path.GetFileName(file)).Order(StringComparer.Ordinal)];

    private static TaxiSample Read() => new(
        [.. Files.SelectMany(Rows)],
        [.. File.ReadLines(Path.Combine(Folder, "places.csv")).Skip(1).Select(Place)]);

    private static IEnumerable<SampleRide> Rows(string file) => File.ReadAllText(Path.Combine(Folder, file))
        .Split('\n')
        .Select((text, index) => (Text: text.TrimEnd('\r'), Line: index + 1))
        .Where(row => row.Line > 1 && row.Text.Length > 0)
        .Select(row => Ride(file, row.Line, row.Text.Split(',')));

    private static SampleRide Ride(string file, int line, string[] columns)
    {
        var at = new Point(Degrees(columns[6]), Degrees(columns[5]));
        var start = DateTime.ParseExact(columns[1], "yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);
        return new SampleRide(file, line, start, at is { Latitude: 0, Longitude: 0 } ? null : at);
    }

    private static FamousPlace Place(string line)
    {
        var columns = line.Split(',');
        return new FamousPlace(columns[0], new Point(Degrees(columns[1]), Degrees(columns[2])));
    }

    private static double Degrees(string text) => double.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture);
}
