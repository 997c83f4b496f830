using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Fridge.Tests.Publishing;

/// <summary>Branches, commits, trees and pull requests. An object has its name from its content, as git's have.</summary>
public sealed partial class GitHubDouble
{
    internal const string Main = "main";

    private readonly Dictionary<string, HeldCommit> commits = [];
    private readonly Dictionary<string, ImmutableSortedDictionary<string, string>> trees = [];
    private readonly List<HeldPull> pulls = [];

    /// <summary>By branch, its newest commit.</summary>
    internal Dictionary<string, string> Branches { get; } = [];

    internal IReadOnlyList<HeldPull> Pulls => pulls;

    /// <summary>The branch's newest commit.</summary>
    internal HeldCommit Tip(string branch) => commits[Branches[branch]];

    /// <summary>What a person pushes.</summary>
    internal HeldCommit Commit(string branch, string message, params (string Path, string Text)[] files)
    {
        var below = Branches.GetValueOrDefault(branch);
        var tree = Keep((below is null ? ImmutableSortedDictionary.Create<string, string>(StringComparer.Ordinal) : commits[below].Files).SetItems(files.Select(file => KeyValuePair.Create(file.Path, file.Text))));
        var commit = Keep(message, tree, below is null ? [] : [below]);
        Branches[branch] = commit.Sha;
        return commit;
    }

    private void MapGit()
    {
        server.MapGet(Repository, () => Json(new JsonObject { ["id"] = 1, ["name"] = "fridge", ["full_name"] = "ada/fridge", ["default_branch"] = Main, ["html_url"] = "https://github.com/ada/fridge", ["private"] = false }));
        server.MapGet($"{Repository}/git/ref/heads/{{**branch}}", ReadReference);
        server.MapGet($"{Repository}/git/refs/heads/{{**branch}}", ReadReference);
        server.MapPost($"{Repository}/git/refs", (Delegate)CreateReferenceAsync);
        server.MapPatch($"{Repository}/git/refs/heads/{{**branch}}", MoveReferenceAsync);
        server.MapDelete($"{Repository}/git/refs/heads/{{**branch}}", (string branch) => Branches.Remove(branch) ? Results.NoContent() : Refused("Reference does not exist"));
        server.MapGet($"{Repository}/git/commits/{{sha}}", (string sha) => commits.TryGetValue(sha, out var commit) ? Json(commit.ToJson()) : Missing());
        server.MapPost($"{Repository}/git/commits", (Delegate)CreateCommitAsync);
        server.MapPost($"{Repository}/git/trees", (Delegate)CreateTreeAsync);
        server.MapGet($"{Repository}/pulls", (string? state, string? head) => Json(new JsonArray([.. pulls.Where(pull => pull.State == (state ?? "open") && (head is null || head == $"ada:{pull.Branch}")).Select(pull => pull.ToJson(Branches))])));
        server.MapPost($"{Repository}/pulls", (Delegate)OpenPullAsync);
        server.MapPatch($"{Repository}/pulls/{{number:int}}", EditPullAsync);
    }

    private IResult ReadReference(string branch) => Branches.TryGetValue(branch, out var sha) ? Json(Reference(branch, sha)) : Missing();

    private async Task<IResult> CreateReferenceAsync(HttpContext context)
    {
        var asked = await ReadAsync(context);
        var (branch, sha) = (((string)asked["ref"]!)["refs/heads/".Length..], (string)asked["sha"]!);
        if (!commits.ContainsKey(sha))
            return Refused("Object does not exist");
        return Branches.TryAdd(branch, sha) ? Results.Json(Reference(branch, sha), statusCode: 201) : Refused("Reference already exists");
    }

    private async Task<IResult> MoveReferenceAsync(HttpContext context, string branch)
    {
        var asked = await ReadAsync(context);
        var sha = (string)asked["sha"]!;
        if (!Branches.TryGetValue(branch, out var before))
            return Refused("Reference does not exist");
        if ((bool?)asked["force"] != true && !commits[sha].Parents.Contains(before))
            return Refused("Update is not a fast forward");
        Branches[branch] = sha;
        return Json(Reference(branch, sha));
    }

    private async Task<IResult> CreateTreeAsync(HttpContext context)
    {
        var asked = await ReadAsync(context);
        var below = (string?)asked["base_tree"];
        if (below is not null && !trees.ContainsKey(below))
            return Missing();
        var files = below is null ? ImmutableSortedDictionary.Create<string, string>(StringComparer.Ordinal) : trees[below];
        foreach (var item in asked["tree"]!.AsArray())
        {
            if ((string?)item!["mode"] != "100644" || (string?)item["type"] != "blob")
                return Refused("tree.mode is not one of 100644, 100755, 040000, 160000, 120000");
            files = files.SetItem((string)item["path"]!, (string)item["content"]!);
        }

        var sha = Keep(files);
        return Results.Json(new JsonObject { ["sha"] = sha, ["url"] = $"https://api.github.com/repos/ada/fridge/git/trees/{sha}", ["truncated"] = false, ["tree"] = new JsonArray() }, statusCode: 201);
    }

    private async Task<IResult> CreateCommitAsync(HttpContext context)
    {
        var asked = await ReadAsync(context);
        var tree = (string)asked["tree"]!;
        var parents = asked["parents"]!.AsArray().Select(parent => (string)parent!).ToImmutableArray();
        if (!trees.ContainsKey(tree) || parents.Any(parent => !commits.ContainsKey(parent)))
            return Refused("Tree SHA does not exist");
        return Results.Json(Keep((string)asked["message"]!, tree, parents).ToJson(), statusCode: 201);
    }

    private async Task<IResult> OpenPullAsync(HttpContext context)
    {
        var asked = await ReadAsync(context);
        var branch = (string)asked["head"]!;
        if (!Branches.ContainsKey(branch) || (string)asked["base"]! != Main)
            return Refused("Validation Failed");
        if (pulls.Any(held => held.State == "open" && held.Branch == branch))
            return Refused($"A pull request already exists for ada:{branch}.");
        var pull = new HeldPull(++ids, branch) { Title = (string)asked["title"]!, Body = (string)asked["body"]! };
        pulls.Add(pull);
        return Results.Json(pull.ToJson(Branches), statusCode: 201);
    }

    private async Task<IResult> EditPullAsync(HttpContext context, int number)
    {
        var (asked, pull) = (await ReadAsync(context), pulls.Single(pull => pull.Number == number));
        (pull.Title, pull.Body, pull.State) = ((string?)asked["title"] ?? pull.Title, (string?)asked["body"] ?? pull.Body, (string?)asked["state"] ?? pull.State);
        return Json(pull.ToJson(Branches));
    }

    private string Keep(ImmutableSortedDictionary<string, string> files)
    {
        var sha = Named(string.Concat(files.Select(file => $"{file.Key}\n{file.Value}\n")));
        trees[sha] = files;
        return sha;
    }

    /// <summary>A commit has its time in it, so that the same one twice has two names.</summary>
    private HeldCommit Keep(string message, string tree, ImmutableArray<string> parents)
    {
        var commit = new HeldCommit(Named($"{message}{tree}{string.Concat(parents)}{commits.Count}"), message, tree, parents) { Files = trees[tree] };
        return commits[commit.Sha] = commit;
    }

    private static string Named(string content) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(content)))[..40];

    private static JsonObject Reference(string branch, string sha) => new()
    {
        ["ref"] = $"refs/heads/{branch}",
        ["node_id"] = "MDM6UmVm",
        ["url"] = $"https://api.github.com/repos/ada/fridge/git/refs/heads/{branch}",
        ["object"] = new JsonObject { ["type"] = "commit", ["sha"] = sha, ["url"] = $"https://api.github.com/repos/ada/fridge/git/commits/{sha}" },
    };

    private static IResult Missing() => Results.Json(new JsonObject { ["message"] = "Not Found", ["documentation_url"] = "https://docs.github.com/rest" }, statusCode: 404);

    private static IResult Refused(string message) => Results.Json(new JsonObject { ["message"] = message, ["documentation_url"] = "https://docs.github.com/rest" }, statusCode: 422);

    internal sealed record HeldCommit(string Sha, string Message, string Tree, ImmutableArray<string> Parents)
    {
        public required ImmutableSortedDictionary<string, string> Files { get; init; }

        public JsonObject ToJson() => new()
        {
            ["sha"] = Sha,
            ["node_id"] = "MDY6Q29tbWl0",
            ["url"] = $"https://api.github.com/repos/ada/fridge/git/commits/{Sha}",
            ["html_url"] = $"https://github.com/ada/fridge/commit/{Sha}",
            ["author"] = new JsonObject { ["date"] = "2026-01-02T03:04:05Z", ["name"] = "ada", ["email"] = "ada@example.org" },
            ["committer"] = new JsonObject { ["date"] = "2026-01-02T03:04:05Z", ["name"] = "ada", ["email"] = "ada@example.org" },
            ["message"] = Message,
            ["tree"] = new JsonObject { ["sha"] = Tree, ["url"] = $"https://api.github.com/repos/ada/fridge/git/trees/{Tree}" },
            ["parents"] = new JsonArray([.. Parents.Select(parent => new JsonObject { ["sha"] = parent, ["url"] = $"https://api.github.com/repos/ada/fridge/git/commits/{parent}" })]),
        };
    }

    internal sealed class HeldPull(int number, string branch)
    {
        public int Number => number;

        public string Branch => branch;

        public string Title { get; set; } = "";

        public string Body { get; set; } = "";

        public string State { get; set; } = "open";

        public JsonObject ToJson(IReadOnlyDictionary<string, string> branches) => new()
        {
            ["id"] = number,
            ["number"] = number,
            ["state"] = State,
            ["title"] = Title,
            ["body"] = Body,
            ["html_url"] = $"https://github.com/ada/fridge/pull/{number}",
            ["created_at"] = "2026-01-02T03:04:05Z",
            ["updated_at"] = "2026-01-02T03:04:05Z",
            ["head"] = new JsonObject { ["label"] = $"ada:{branch}", ["ref"] = branch, ["sha"] = branches.GetValueOrDefault(branch) },
            ["base"] = new JsonObject { ["label"] = $"ada:{Main}", ["ref"] = Main, ["sha"] = branches.GetValueOrDefault(Main) },
        };
    }
}
