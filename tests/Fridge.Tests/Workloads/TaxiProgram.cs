using Fridge.Tests.Support;
using Fridge.Tooling.Processes;

namespace Fridge.Tests.Workloads;

/// <summary>The job's jar, compiled once a run as the README says, and the checks' classes beside it.</summary>
/// <param name="Home">Flink looks for job jars in <c>usrlib</c> beside its <c>FLINK_LIB_DIR</c>, which need not exist.</param>
public sealed record TaxiProgram(FlinkDistribution Flink, string Home, string Checks)
{
    public string Jar => Path.Combine(Home, "usrlib", "taxi.jar");

    private static readonly Lazy<Task<TaxiProgram>> Shared = new(() => Task.Run(CreateAsync));

    public static string Folder { get; } = Checkout.File("workloads", "taxi");

    public static Task<TaxiProgram> GetAsync() => Shared.Value;

    /// <summary>Runs a main class on this machine, heap as small as a Pi's.</summary>
    /// <returns>The lines of standard output.</returns>
    public async Task<string[]> RunAsync(string mainClass, IEnumerable<string> arguments, CancellationToken cancellationToken)
    {
        var command = new CommandLine("java",
            ["-Xmx200m", "-XX:+UseSerialGC", LogSettings, "-cp", $"{Jar}:{Checks}:{Flink.Lib}/*", mainClass, .. arguments])
        {
            TimeLimit = TimeSpan.FromMinutes(1),
        };
        var result = await new ProcessRunner().RunAsync(command, cancellationToken: cancellationToken);
        return result.StandardOutput.TrimEnd('\n').Split('\n');
    }

    public static string LogSettings { get; } =
        $"-Dlog4j.configurationFile={Checkout.File("tests", "Fridge.Tests", "Workload", "log4j.properties")}";

    private static async Task<TaxiProgram> CreateAsync()
    {
        var flink = await FlinkDistribution.GetAsync();
        var home = Path.Combine(Checkout.Scratch, $"taxi-{Environment.ProcessId}");
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Directory.Delete(home, recursive: true);
        var program = new TaxiProgram(flink, home, Path.Combine(home, "checks"));
        await program.CompileAsync(Path.Combine(home, "classes"));
        return program;
    }

    private async Task CompileAsync(string classes)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Jar)!);
        await JavacAsync(Path.Combine(Folder, "src"), $"{Flink.Lib}/*", classes);
        await JavacAsync(Path.Combine(Folder, "checks"), $"{classes}:{Flink.Lib}/*", Checks);
        CopyData(Path.Combine(classes, "data"));
        await RunAsync(new CommandLine("jar", "--create", "--file", Jar, "-C", classes, "."));
    }

    private static Task JavacAsync(string sources, string classPath, string classes) => RunAsync(new CommandLine("javac",
        ["-proc:none", "--release", "17", "-Xlint:all", "-Werror", "-cp", classPath, "-d", classes,
            .. Directory.GetFiles(sources, "*.java", SearchOption.AllDirectories).Order(StringComparer.Ordinal)]));

    private static void CopyData(string folder)
    {
        Directory.CreateDirectory(folder);
        foreach (var file in Directory.GetFiles(TaxiSample.Folder).Where(file => !file.EndsWith(".md", StringComparison.Ordinal)))
            File.Copy(file, Path.Combine(folder, Path.GetFileName(file)));
    }

    private static Task RunAsync(CommandLine command) => new ProcessRunner().RunAsync(command with { TimeLimit = TimeSpan.FromMinutes(1) });
}
