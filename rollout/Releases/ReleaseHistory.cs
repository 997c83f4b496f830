using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using Fridge.Rollout.Orchestration;

namespace Fridge.Rollout.Releases;

/// <summary>The releases that a cluster remembers. Pure: the cluster's records are the truth, no clock is asked.</summary>
/// <param name="Releases">The newest first.</param>
/// <param name="OfBefore">From before there were numbers, the newest first.</param>
/// <param name="Unreadable">Numbers of those that another version of Fridge wrote: what they name isn't known.</param>
internal sealed record ReleaseHistory(ImmutableArray<Release> Releases, ImmutableArray<EarlierRelease> OfBefore, ImmutableArray<int> Unreadable)
{
    private const int NoNumber = 0;

    public Release? Newest => Releases.FirstOrDefault();

    public Release? LastDone => Releases.FirstOrDefault(release => release.IsDone);

    public int NextNumber => Releases.Select(release => release.Number).Concat(Unreadable).DefaultIfEmpty().Max() + 1;

    public Release? Find(int number) => Releases.FirstOrDefault(release => release.Number == number);

    public static ReleaseHistory Of(IEnumerable<StoredRecord> records)
    {
        var all = records.ToList();
        var results = all.Where(record => record.Part == StoredRecord.Result).ToLookup(record => record.Release);
        var intents = all.Where(record => record.Part == StoredRecord.Intent).ToLookup(record => NumberOf(record) != NoNumber);
        var read = intents[true].Select(intent => (Number: NumberOf(intent), Release: Read(intent, results[intent.Release].FirstOrDefault()))).ToList();
        return new ReleaseHistory(
            [.. read.Select(entry => entry.Release).OfType<Release>().OrderByDescending(release => release.Number)],
            [.. intents[false].Select(intent => ReadEarlier(intent, results[intent.Release].FirstOrDefault())).OfType<EarlierRelease>()
                .OrderByDescending(release => release.Id, StringComparer.Ordinal)],
            [.. read.Where(entry => entry.Release is null).Select(entry => entry.Number).Order()]);
    }

    /// <returns>0: a record from before there were numbers.</returns>
    internal static int NumberOf(StoredRecord record) =>
        int.TryParse(record.Release, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : NoNumber;

    /// <returns>Null: written by another version.</returns>
    private static Release? Read(StoredRecord intent, StoredRecord? result)
    {
        try
        {
            var begun = JsonSerializer.Deserialize(intent.Content, ReleaseJson.Default.ReleaseIntent);
            var ended = result is null ? null : JsonSerializer.Deserialize(result.Content, ReleaseJson.Default.ReleaseResult);
            var isOurs = begun?.Schema == ReleaseIntent.Version && (ended is null || ended.Schema == ReleaseIntent.Version);
            return isOurs ? new Release(begun!, ended) : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static EarlierRelease? ReadEarlier(StoredRecord intent, StoredRecord? result)
    {
        try
        {
            using var begun = JsonDocument.Parse(intent.Content);
            using var ended = result is null ? null : JsonDocument.Parse(result.Content);
            return new EarlierRelease(
                intent.Release,
                begun.RootElement.GetProperty("At").GetDateTimeOffset(),
                begun.RootElement.GetProperty("By").GetString() ?? "",
                ended?.RootElement.GetProperty("At").GetDateTimeOffset(),
                begun.RootElement.GetProperty("Stack").GetString() ?? "");
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or FormatException or InvalidOperationException)
        {
            return null;
        }
    }
}
