using System.Text.RegularExpressions;
using Fridge.Tests.Support;
using Shouldly;
using Xunit;

namespace Fridge.Tests.Engine.FrontDoor;

public sealed class BuildShTests : IDisposable
{
    private readonly FakeCheckout checkout = new();

    [Fact]
    public async Task Compiles_once_then_starts_the_program_with_arguments_exit_code_and_folder_as_they_are()
    {
        var first = await checkout.RunAsync(["Deploy", "--jar", "a b"]);
        var second = await checkout.RunAsync(["Deploy", "--jar", "a b"]);

        first.Error.ShouldBe("Compiling (about half a minute)…\n");
        second.Error.ShouldBeEmpty();
        second.Code.ShouldBe(7);
        second.Out.ShouldBe($"{checkout.Root}|{checkout.Sdk}|{checkout.Outside}|Deploy|--jar|a b|");
        checkout.Compiles.ShouldBe(1);
    }

    [Fact]
    public async Task Is_found_through_a_symbolic_link()
    {
        var link = Path.Combine(checkout.Outside, "fridge");
        File.CreateSymbolicLink(link, checkout["build.sh"]);

        var run = await checkout.RunAsync([], link);

        run.Out.ShouldStartWith($"{checkout.Root}|");
    }

    [Fact]
    public async Task Compiles_again_when_a_source_is_changed_added_or_deleted()
    {
        await checkout.RunAsync([]);

        File.WriteAllText(checkout["build/targets/Build.cs"], "class Build { }");
        await checkout.RunAsync([]);
        checkout.Compiles.ShouldBe(2);

        File.WriteAllText(checkout["build/targets/More.cs"], "class More;");
        await checkout.RunAsync([]);
        checkout.Compiles.ShouldBe(3);

        File.Delete(checkout["build/targets/Build.cs"]);
        await checkout.RunAsync([]);
        checkout.Compiles.ShouldBe(4);
    }

    [Fact]
    public async Task Compiles_nothing_when_only_times_moved_or_a_test_changed_or_a_branch_comes_back()
    {
        await checkout.RunAsync([]);
        File.SetLastWriteTimeUtc(checkout["build/targets/Build.cs"], DateTime.UnixEpoch);
        File.WriteAllText(checkout["tests/Test.cs"], "class Test { }");
        (await checkout.RunAsync([])).Code.ShouldBe(7);
        checkout.Compiles.ShouldBe(1);

        File.WriteAllText(checkout["build/targets/Build.cs"], "class Branch;");
        await checkout.RunAsync([]);
        File.WriteAllText(checkout["build/targets/Build.cs"], "class Build;");
        await checkout.RunAsync([]);

        checkout.Compiles.ShouldBe(2);
    }

    [Fact]
    public async Task Two_at_once_compile_once()
    {
        checkout.TellSdk("slow");

        var runs = await Task.WhenAll(checkout.RunAsync([]), checkout.RunAsync([]), checkout.RunAsync([]));

        runs.ShouldAllBe(run => run.Code == 7);
        checkout.Compiles.ShouldBe(1);
    }

    [Fact]
    public async Task An_error_of_the_compiler_is_shown_once_and_shortly_and_tried_again()
    {
        checkout.TellSdk("broken");

        var run = await checkout.RunAsync([]);
        await checkout.RunAsync([]);

        run.Code.ShouldBe(1);
        run.Error.ShouldBe($"""
            Compiling (about half a minute)…
            build/targets/Build.cs(3,5): error CS1002: ; expected
            The program doesn't compile. Everything the compiler said: {checkout[".nuke/temp/fridge/compile.log"]}

            """);
        checkout.Compiles.ShouldBe(2);
    }

    [Fact]
    public async Task A_full_disk_is_called_so_also_when_the_compiler_dies_of_it()
    {
        checkout.TellSdk("full");

        var run = await checkout.RunAsync([]);

        run.Code.ShouldBe(1);
        run.Error.ShouldBe($"""
            Compiling (about half a minute)…
            The disk is full: {checkout[".nuke/temp/fridge"]}
            Make room (a compile takes about 200 MB), then run the same command again.

            """);
    }

    [Fact]
    public async Task Without_an_sdk_and_with_no_install_says_what_is_missing()
    {
        var run = await checkout.RunAsync(["Deploy", "--no-install"], withSdk: false, script: NoDotnet());

        run.Code.ShouldBe(2);
        run.Error.ShouldContain("Missing: the .NET SDK 10.0.100, about 240 MB");
    }

    [Fact]
    public async Task An_sdk_other_than_the_one_of_its_checksum_is_thrown_away()
    {
        checkout.Serve(checkout.PackSdk());

        var run = await checkout.RunAsync([], withSdk: false, script: NoDotnet());

        run.Code.ShouldBe(1);
        run.Error.ShouldContain("isn't what build.sh expects");
        checkout.Asked.ShouldContain("--proto =https");
        Directory.Exists(Path.Combine(checkout.Home, ".dotnet")).ShouldBeFalse();
        Directory.EnumerateFiles(checkout[".nuke/temp/fridge"]).ShouldNotContain(file => file.EndsWith(".gz"));
    }

    [Fact]
    public async Task The_sdk_of_its_checksum_is_installed_and_replaces_nothing_that_is_there()
    {
        var archive = checkout.PackSdk();
        checkout.Serve(archive);
        var sum = Convert.ToHexStringLower(System.Security.Cryptography.SHA512.HashData(await File.ReadAllBytesAsync(archive, TestContext.Current.CancellationToken)));
        Directory.CreateDirectory(Path.Combine(checkout.Home, ".dotnet"));
        await File.WriteAllTextAsync(Path.Combine(checkout.Home, ".dotnet", "theirs"), "x", TestContext.Current.CancellationToken);
        var script = NoDotnet();
        await File.WriteAllTextAsync(script, Regex.Replace(await File.ReadAllTextAsync(script, TestContext.Current.CancellationToken), "echo [0-9a-f]{128}", $"echo {sum}"), TestContext.Current.CancellationToken);

        var run = await checkout.RunAsync(["Deploy"], withSdk: false, script: script);

        run.Error.ShouldContain("Installing the .NET SDK 10.0.100");
        run.Code.ShouldBe(7);
        File.Exists(Path.Combine(checkout.Home, ".dotnet", "theirs")).ShouldBeTrue();
    }

    [Theory]
    [InlineData("linux-x64")]
    [InlineData("linux-arm64")]
    public void The_version_of_global_json_has_a_checksum(string runtime)
    {
        var version = Regex.Match(File.ReadAllText(Checkout.File("global.json")), "\"version\": *\"([0-9.]+)\"").Groups[1].Value;

        Regex.Count(File.ReadAllText(checkout["build.sh"]), $"{Regex.Escape(version)}-{runtime}\\) echo [0-9a-f]{{128}} ;;").ShouldBe(1);
    }

    [Fact]
    public async Task An_sdk_that_global_json_refuses_is_none()
    {
        checkout.TellSdk("too-old");

        var run = await checkout.RunAsync(["--no-install"], script: NoDotnet());

        run.Code.ShouldBe(2);
    }

    [Fact]
    public async Task A_checkout_that_cannot_be_written_is_named_with_the_reason()
    {
        Directory.CreateDirectory(checkout[".nuke"]);
        File.WriteAllText(checkout[".nuke/temp"], "a file in the way");

        var run = await checkout.RunAsync([]);

        run.Code.ShouldBe(2);
        run.Error.ShouldContain($"The compiled program has no place in {checkout[".nuke/temp/fridge"]}: Not a directory.");
    }

    [Fact]
    public async Task A_checkout_that_was_moved_starts_without_compiling()
    {
        await checkout.RunAsync([]);
        var moved = Path.Combine(checkout.Outside, "moved");
        Directory.Move(checkout.Root, moved);

        var run = await checkout.RunAsync([], Path.Combine(moved, "build.sh"));

        run.Out.ShouldStartWith($"{moved}|");
        checkout.Compiles.ShouldBe(1);
    }

    /// <summary>What a room embeds is a source of the program: the stamp must know its kind of file. A file that a property names is made for a release alone.</summary>
    [Fact]
    public void Every_kind_of_file_that_a_room_embeds_is_in_the_stamp()
    {
        var script = File.ReadAllText(checkout["build.sh"]);

        var embedded = Projects().SelectMany(project => Regex.Matches(File.ReadAllText(project), "<EmbeddedResource Include=\"([^\"$]+)\""))
            .SelectMany(match => match.Groups[1].Value.Split(';')).Select(pattern => $"*{Path.GetExtension(pattern)}").Distinct();

        embedded.ShouldAllBe(kind => script.Contains($"'{kind}'"));
    }

    public void Dispose() => checkout.Dispose();

    /// <summary>The rooms' projects.</summary>
    private static IEnumerable<string> Projects() => Directory
        .EnumerateDirectories(Checkout.Root)
        .Concat(Directory.EnumerateDirectories(Checkout.File("build")))
        .Where(folder => Path.GetFileName(folder) is not "tests")
        .SelectMany(folder => Directory.EnumerateFiles(folder, "*.csproj"));

    /// <summary>This machine's own SDK may be on the usual path: a copy that looks nowhere but at DOTNET_ROOT and HOME.</summary>
    private string NoDotnet()
    {
        var script = File.ReadAllText(checkout["build.sh"]).Replace("$(command -v dotnet || true)", "");
        File.WriteAllText(checkout["build.sh"], script);
        return checkout["build.sh"];
    }
}
