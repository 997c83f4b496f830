/// <summary>.NET calls <see cref="Initialize"/> in a process that names this assembly in DOTNET_STARTUP_HOOKS, before its <c>Main</c>.</summary>
internal static class StartupHook
{
    /// <summary>Of the process's environment: the file that takes the names of what was loaded, a line each.</summary>
    public const string ListVariable = "FRIDGE_TEST_LOADED";

    public static void Initialize() =>
        AppDomain.CurrentDomain.ProcessExit += (_, _) => File.WriteAllLines(
            Environment.GetEnvironmentVariable(ListVariable)!, AppDomain.CurrentDomain.GetAssemblies().Select(assembly => assembly.GetName().Name!));
}
