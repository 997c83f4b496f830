namespace Fridge.Bench.Images;

/// <summary>The taxi sample, many times over, as the bounded job reads it from a folder.</summary>
internal static class RideFolder
{
    private const int HeadLines = 2;
    private const string Index = "index.txt";

    /// <param name="data">The sample: <c>index.txt</c> and the files that it names.</param>
    /// <returns>Rides in all.</returns>
    public static long Fill(string folder, string data, int times)
    {
        var names = File.ReadAllLines(Path.Combine(data, Index)).Where(name => name.Length > 0).ToList();
        File.Copy(Path.Combine(data, Index), Path.Combine(folder, Index));
        return names.Sum(name => Repeat(Path.Combine(data, name), Path.Combine(folder, name), times));
    }

    private static long Repeat(string source, string target, int times)
    {
        var lines = File.ReadAllLines(source);
        var rides = lines.Skip(HeadLines).Where(line => line.Length > 0).ToList();
        using var writer = new StreamWriter(target) { NewLine = "\r\n" };
        foreach (var line in lines.Take(HeadLines).Concat(Enumerable.Repeat(rides, times).SelectMany(all => all)))
            writer.WriteLine(line);
        return (long)rides.Count * times;
    }
}
