using System.Diagnostics;
using Fridge.Tests.Support;

namespace Fridge.Tests.Engine.FrontDoor;

/// <summary>
/// A checkout with the real <c>build.sh</c>, one source and an SDK of a few lines: its <c>publish</c> notes that it ran and makes a
/// program that shows its arguments and what <c>build.sh</c> told it. So the front door is tested without a compiler or a network.
/// </summary>
internal sealed class FakeCheckout : IDisposable
{
    private const string Dotnet = """
        #!/bin/bash
        case $1 in
          --version) [[ ! -e ${0%/*}/too-old ]] && echo 10.0.100 ;;
          publish)
            echo x >>"${0%/*}/compiles"
            if [[ -e ${0%/*}/broken ]]; then
              echo "$FRIDGE_ROOT/build/targets/Build.cs(3,5): error CS1002: ; expected [$FRIDGE_ROOT/build/targets/Fridge.Build.csproj]"
              echo "$FRIDGE_ROOT/build/targets/Build.cs(3,5): error CS1002: ; expected [$FRIDGE_ROOT/build/targets/Fridge.Build.csproj]"
              exit 1
            fi
            if [[ -e ${0%/*}/full ]]; then echo 'error MSB3021: Unable to copy: No space left on device'; kill -ABRT $$; fi
            [[ ! -e ${0%/*}/slow ]] || sleep 0.2
            while [[ $1 != -o ]]; do shift; done
            mkdir -p "$2"
            printf '#!/bin/bash\nprintf "%%s|" "$FRIDGE_ROOT" "$DOTNET_ROOT" "$PWD" "$@"\nexit 7\n' >"$2/fridge"
            chmod +x "$2/fridge" ;;
        esac
        """;

    private readonly ScratchFolder folder = new();

    public FakeCheckout()
    {
        File.Copy(Checkout.File("build.sh"), folder.Write("my fridge/build.sh", ""), overwrite: true);
        folder.Write("my fridge/global.json", """{"sdk": {"version": "10.0.100"}}""");
        folder.Write("my fridge/build/targets/Build.cs", "class Build;");
        folder.Write("my fridge/tests/Test.cs", "class Test;");
        Executable(folder.Write("sdk/dotnet", Dotnet));
        Executable(this["build.sh"]);
    }

    public string Root => folder["my fridge"];

    public string Sdk => folder["sdk"];

    public string Outside => folder.Path;

    public int Compiles => File.Exists(Path.Combine(Sdk, "compiles")) ? File.ReadAllLines(Path.Combine(Sdk, "compiles")).Length : 0;

    public string this[string relative] => Path.Combine(Root, relative);

    public void TellSdk(string word) => File.WriteAllText(Path.Combine(Sdk, word), "");

    /// <returns>Exit code, stdout, stderr of <c>build.sh</c>, without a terminal.</returns>
    public async Task<(int Code, string Out, string Error)> RunAsync(
        IEnumerable<string> arguments, string? script = null, string? workingDirectory = null, bool withSdk = true)
    {
        var start = new ProcessStartInfo(script ?? this["build.sh"], arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
            WorkingDirectory = workingDirectory ?? Outside,
        };
        start.Environment["HOME"] = folder["home"];
        start.Environment["PATH"] = $"{folder["bin"]}:/usr/bin:/bin";
        start.Environment["DOTNET_ROOT"] = withSdk ? Sdk : "";
        using var process = Process.Start(start)!;
        process.StandardInput.Close();
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        return (process.ExitCode, await output, await error);
    }

    /// <summary>A folder of the home folder.</summary>
    public string Home => folder["home"];

    /// <summary>What a download gives, whatever is asked for: this machine has no network.</summary>
    public void Serve(string file)
    {
        Executable(folder.Write("bin/curl", $"""
            #!/bin/bash
            echo "$*" >>"{folder["asked"]}"
            while [[ $1 != -o ]]; do shift; done
            cp "{file}" "$2"
            """));
    }

    public string Asked => File.ReadAllText(folder["asked"]);

    /// <summary>An archive with the SDK of a few lines.</summary>
    public string PackSdk()
    {
        var archive = folder["sdk.tar.gz"];
        using var tar = Process.Start("tar", ["-czf", archive, "-C", Sdk, "dotnet"]);
        tar.WaitForExit();
        return archive;
    }

    public void Dispose() => folder.Dispose();

    private static void Executable(string path) => File.SetUnixFileMode(path, (UnixFileMode)0b111_101_101);
}
