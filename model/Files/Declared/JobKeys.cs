using Fridge.Model.Reading;

namespace Fridge.Model.Declared;

/// <summary><c>jobs:</c> and an entry of it.</summary>
internal static class JobKeys
{
    public const string JarRule = "a jar, or a folder of Java sources, relative to this file or to the checkout, or absolute";

    public static readonly TextKey Name = new("name", "The job's name; it becomes an image's name.", NameRules.Short(), NameRules.JobRule)
    {
        Required = "every job has a name",
        Example = "taxi",
    };

    public static readonly TextKey Jar = new("jar", "A jar, or a folder of Java sources that the image build compiles, each with its `lib/*.jar`; relative to this file, else to the checkout, or absolute. With `CI=true` below the checkout only, unless `--allow-outside`.", null, "a path such as ../my-job/target/my-job.jar")
    {
        Required = JarRule,
        Example = "workloads/taxi",
    };

    public static readonly TextKey EntryClass = new("entryClass", "The full name of the class whose `main` builds the job.", NameRules.JavaClass(), NameRules.ClassRule)
    {
        Required = NameRules.ClassRule,
        Example = "fridge.taxi.ClosestPlaceJob",
    };

    public static readonly ListKey<string> Args = new(new WordKey("args", "Arguments of `main`."), "a list: [--rate, \"10\"]") { Example = "[--rate, \"10\"]" };

    public static readonly IntegerKey Parallelism = new("parallelism", "How many slots each of its operators takes.", 1, 32768) { Fallback = 1 };

    public static readonly ListKey<string> Show = new(
        new TextKey(
            "show",
            "Metrics of the job that `Status` shows: an operator's metric as Flink's REST names it, without the subtask; for a metric that is JSON, a part of it by a JSON pointer after `#`.",
            NameRules.Metric(),
            NameRules.MetricRule),
        "a list of metrics: [counts.total]")
    {
        Example = "[counts.total, \"counts.status#/lastRides\"]",
        Since = "0.2",
    };

    public static readonly EntriesKey All = new(
        "jobs",
        "The jobs that run in application mode, one per cluster; `[]` is a session cluster.",
        new MapKey("job", "A job.", Name, Jar, EntryClass, Args, Parallelism, Show) { Expected = "a job: {name, jar, entryClass, args, parallelism}" },
        "a list of jobs; [] for a session cluster")
    {
        Otherwise = "`[]`",
    };
}
