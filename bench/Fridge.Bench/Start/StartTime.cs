namespace Fridge.Bench.Start;

/// <summary>One start of both processes.</summary>
/// <param name="Rss">Resident bytes of all processes in both containers, at that moment; emulated, the translator's are among them.</param>
internal sealed record StartTime(TimeSpan Time, long Rss);
