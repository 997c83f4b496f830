using System.Text.Json;

namespace Fridge.Engine;

internal static class JsonEventBody
{
    public static void Write(Utf8JsonWriter json, RunEvent happened)
    {
        switch (happened)
        {
            case RunStarted started:
                Text(json, "cluster", started.FirstLine);
                json.WriteBoolean("check", started.Options.Check);
                List(json, "targets", started.Plan.Targets, target => json.WriteStringValue(target.Name));
                WaitsFor(json, started.Plan);
                break;
            case PlanShown shown:
                Text(json, "cluster", shown.FirstLine);
                List(json, "targets", shown.Plan.Targets, target => Planned(json, target));
                Tables(json, shown.Tables);
                break;
            case TargetStarted started:
                json.WriteString("target", started.Target);
                break;
            case Message message:
                Text(json, "target", message.Target);
                json.WriteString("level", message.Level.ToString().ToLowerInvariant());
                json.WriteString("text", message.Text);
                break;
            case TableShown shown:
                json.WriteString("target", shown.Target);
                Table(json, shown.Table);
                break;
            case Progress progress:
                Progress(json, progress);
                break;
            case TargetFinished finished:
                Result(json, finished.Result);
                break;
            case RunFinished finished:
                Finished(json, finished);
                break;
        }
    }

    /// <summary>For each target, those of the run that must be over before it starts.</summary>
    private static void WaitsFor(Utf8JsonWriter json, RunPlan plan)
    {
        json.WriteStartObject("waitsFor");
        foreach (var target in plan.Targets)
            List(json, target.Name, target.DependsOn.Concat(target.After).Distinct(), json.WriteStringValue);
        json.WriteEndObject();
    }

    private static void Planned(Utf8JsonWriter json, PlannedTarget target)
    {
        json.WriteStartObject();
        json.WriteString("target", target.Name);
        json.WriteBoolean("requested", target.IsRequested);
        List(json, "dependsOn", target.DependsOn, json.WriteStringValue);
        List(json, "after", target.After, json.WriteStringValue);
        Text(json, "skip", target.Skip?.Reason);
        json.WriteEndObject();
    }

    private static void Progress(Utf8JsonWriter json, Progress progress)
    {
        json.WriteString("target", progress.Target);
        json.WriteNumber("item", progress.Item);
        json.WriteString("title", progress.Title);
        json.WriteString("unit", progress.State.Unit.ToString().ToLowerInvariant());
        json.WriteNumber("done", progress.State.Done);
        if (progress.State.Total is { } total)
            json.WriteNumber("total", total);
        Seconds(json, "seconds", progress.State.Elapsed);
        if (progress.State.Left is { } left)
            Seconds(json, "secondsLeft", left);
        json.WriteBoolean("finished", progress.State.Finished);
    }

    private static void Result(Utf8JsonWriter json, TargetResult result)
    {
        json.WriteString("target", result.Target);
        json.WriteString("status", JsonNamingPolicy.CamelCase.ConvertName(result.Status.ToString()));
        Seconds(json, "seconds", result.Elapsed);
        Text(json, "note", result.Note);
        Failure(json, result.Failure);
    }

    private static void Finished(Utf8JsonWriter json, RunFinished finished)
    {
        json.WriteNumber("exitCode", finished.ExitCode);
        Seconds(json, "seconds", finished.Elapsed);
        Failure(json, finished.Failure);
        List(json, "targets", finished.Results, result =>
        {
            json.WriteStartObject();
            Result(json, result);
            json.WriteEndObject();
        });
        List(json, "lines", finished.Closings.OfType<ClosingLine>(), line => json.WriteStringValue(line.Text));
        Tables(json, finished.Closings.OfType<ClosingTable>().Select(closing => closing.Table));
    }

    private static void Failure(Utf8JsonWriter json, Failure? failure)
    {
        if (failure is null)
            return;
        json.WriteStartObject("failure");
        json.WriteString("message", failure.Message);
        Text(json, "nextStep", failure.NextStep);
        json.WriteBoolean("wrongUse", failure.WrongUse);
        List(json, "evidence", failure.Evidence, json.WriteStringValue);
        json.WriteEndObject();
    }

    private static void Tables(Utf8JsonWriter json, IEnumerable<TextTable> tables) => List(json, "tables", tables, table =>
    {
        json.WriteStartObject();
        Table(json, table);
        json.WriteEndObject();
    });

    private static void Table(Utf8JsonWriter json, TextTable table)
    {
        Text(json, "title", table.Title);
        List(json, "columns", table.Columns, json.WriteStringValue);
        List(json, "rows", table.Rows, row =>
        {
            json.WriteStartArray();
            foreach (var cell in row)
                json.WriteStringValue(cell);
            json.WriteEndArray();
        });
    }

    private static void List<T>(Utf8JsonWriter json, string name, IEnumerable<T> items, Action<T> write)
    {
        json.WriteStartArray(name);
        foreach (var item in items)
            write(item);
        json.WriteEndArray();
    }

    private static void Text(Utf8JsonWriter json, string name, string? text)
    {
        if (text is not null)
            json.WriteString(name, text);
    }

    private static void Seconds(Utf8JsonWriter json, string name, TimeSpan time) =>
        json.WriteNumber(name, Math.Round(time.TotalSeconds, 3));
}
