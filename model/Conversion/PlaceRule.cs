using System.Globalization;

namespace Fridge.Model.Conversion;

/// <summary>Options that the cluster file has a place of its own for, and those that Fridge decides.</summary>
internal static class PlaceRule
{
    public static Outcome? Apply(ConfEntry entry, string key, ConversionContext context) => key switch
    {
        "taskmanager.numberOfTaskSlots" => Number(entry, context, 128, "flink.taskManager.slots", "each TaskManager's slots", (settings, number) => settings with { Slots = number }),
        "parallelism.default" => Number(entry, context, 32768, "jobs[].parallelism", "in the cluster file a job says its own", (settings, number) => settings with { Parallelism = number }),
        "rest.port" => Port(entry, context),
        "rest.bind-port" when entry.Key == key && context.HasAny("rest.port", "web.port", "jobmanager.web.port") => Outcome.Dropped("the file has the port itself too"),
        "rest.bind-port" => Port(entry, context),
        _ => OwnedKeys.All.TryGetValue(key, out var instead) ? Outcome.Dropped(Sentence(instead)) : null,
    };

    private static Outcome Port(ConfEntry entry, ConversionContext context) => Number(
        entry.Value.StartsWith('-') ? entry : entry with { Value = entry.Value.Split('-', ',')[0].Trim() },
        context,
        65535,
        "flink.uiPort",
        "the port of Flink's REST and UI on the manager; in its container it is 8081",
        (settings, number) => settings with { UiPort = number });

    private static Outcome Number(
        ConfEntry entry, ConversionContext context, int most, string place, string reason, Func<ConvertedSettings, int, ConvertedSettings> change)
    {
        if (int.TryParse(entry.Value, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= 1 && number <= most)
            return new(KeyFate.Moved, $"{place}: {number}", reason, settings => change(settings, number));
        context.Findings.Refuse(entry.ValueAt, $"'{entry.Key}' is '{entry.Value}'", $"expected a whole number from 1 to {most}");
        return Outcome.Wrong;
    }

    private static string Sentence(string instead) =>
        instead.StartsWith("nothing: ", StringComparison.Ordinal) ? instead["nothing: ".Length..] : instead;
}
