using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Xunit;

namespace Fridge.Tests.Publishing;

/// <summary>
/// GitHub's REST API of releases, issues, pull requests and git's objects, as its published description has it, with its states and faults. A double: github.com itself has never
/// been asked. Files are given from another host, as GitHub gives them.
/// </summary>
public sealed partial class GitHubDouble : IAsyncLifetime
{
    public const string Token = "ghp_planted4Kx7unseen0000000000000000";
    private const string Repository = "/api/v3/repos/ada/fridge";

    private readonly WebApplication server;
    private readonly List<HeldRelease> releases = [];
    private readonly List<HeldIssue> issues = [];
    private int ids;
    private string? lost;

    public GitHubDouble()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        // A program is larger than Kestrel takes by default.
        builder.WebHost.ConfigureKestrel(options => options.Limits.MaxRequestBodySize = null);
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        server = builder.Build();
        server.Use(GuardAsync);
        server.MapGet($"{Repository}/releases", () => Json(new JsonArray([.. releases.Select(release => release.ToJson(Api))])));
        server.MapPost($"{Repository}/releases", (Delegate)CreateAsync);
        server.MapPatch($"{Repository}/releases/{{id:int}}", EditAsync);
        server.MapGet($"{Repository}/releases/{{id:int}}/assets", (int id) => Json(new JsonArray([.. Find(id).Assets.Select(asset => asset.ToJson(Api))])));
        server.MapGet($"{Repository}/releases/assets/{{id:int}}", (int id) => Results.Redirect($"http://localhost:{Api.Port}/files/{id}"));
        server.MapDelete($"{Repository}/releases/assets/{{id:int}}", (int id) => releases.Any(release => release.Assets.RemoveAll(asset => asset.Id == id) > 0) ? Results.NoContent() : Results.NotFound());
        server.MapPost("/upload/{id:int}/assets", UploadAsync);
        server.MapGet($"{Repository}/issues", (string? state) => Json(new JsonArray([.. issues.Where(issue => issue.State == (state ?? "open")).Select(issue => issue.ToJson())])));
        server.MapPost($"{Repository}/issues", (Delegate)OpenIssueAsync);
        server.MapPatch($"{Repository}/issues/{{number:int}}", EditIssueAsync);
        MapGit();
        server.MapGet("/files/{id:int}", (int id) => Results.Bytes(releases.SelectMany(release => release.Assets).Single(asset => asset.Id == id).Content, "application/octet-stream"));
    }

    public Uri Api => new(server.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single());

    /// <summary>Asked before each answer; the first that says true has answered.</summary>
    internal ConcurrentQueue<Func<HttpContext, Task<bool>>> Faults { get; } = [];

    internal IReadOnlyList<HeldRelease> Releases => releases;

    internal IReadOnlyList<HeldIssue> Issues => issues;

    /// <summary>The next time that something is made there, it is made, and the connection ends before its answer.</summary>
    /// <param name="path">The end of the request's path.</param>
    internal void Lose(string path) => lost = path;

    /// <summary>Method and path of each request.</summary>
    public ConcurrentQueue<string> Asked { get; } = [];

    /// <summary>Where the token came, beside the header of GitHub's own API.</summary>
    public ConcurrentQueue<string> Leaks { get; } = [];

    public async ValueTask InitializeAsync() => await server.StartAsync();

    public ValueTask DisposeAsync() => server.DisposeAsync();

    internal HeldRelease Add(string tag, string body, bool draft)
    {
        var release = new HeldRelease(++ids, tag) { Body = body, Draft = draft };
        releases.Add(release);
        return release;
    }

    internal HeldAsset Add(HeldRelease release, string name, byte[] content, string state = "uploaded")
    {
        var asset = new HeldAsset(++ids, name, content, state);
        release.Assets.Add(asset);
        return asset;
    }

    internal HeldIssue AddIssue(string title, string body, bool isPullRequest = false)
    {
        var issue = new HeldIssue(++ids) { Title = title, Body = body, IsPullRequest = isPullRequest };
        issues.Add(issue);
        return issue;
    }

    private async Task GuardAsync(HttpContext context, RequestDelegate next)
    {
        Asked.Enqueue($"{context.Request.Method} {context.Request.Path}{context.Request.QueryString}");
        var isApi = !context.Request.Path.StartsWithSegments("/files", StringComparison.Ordinal);
        if (context.Request.QueryString.ToString().Contains(Token, StringComparison.Ordinal)
            || context.Request.Headers.Any(header => header.Value.ToString().Contains(Token, StringComparison.Ordinal) && (!isApi || header.Key != "Authorization")))
        {
            Leaks.Enqueue($"{context.Request.Path}");
        }

        if (isApi && !context.Request.Headers.Authorization.ToString().EndsWith(Token, StringComparison.Ordinal))
        {
            await AnswerAsync(context, StatusCodes.Status401Unauthorized, "Bad credentials");
            return;
        }

        if (Faults.TryPeek(out var fault) && await fault(context))
        {
            Faults.TryDequeue(out _);
            return;
        }

        if (context.Request.Method == "POST" && Interlocked.Exchange(ref lost, null) is { } path)
        {
            if (context.Request.Path.ToString().EndsWith(path, StringComparison.Ordinal))
            {
                await LoseAsync(context, next);
                return;
            }

            lost = path;
        }

        await next(context);
    }

    /// <summary>What is asked for is done, and its answer never comes.</summary>
    private static async Task LoseAsync(HttpContext context, RequestDelegate next)
    {
        var answer = context.Response.Body;
        context.Response.Body = Stream.Null;
        await next(context);
        context.Response.Body = answer;
        context.Abort();
    }

    private async Task<IResult> CreateAsync(HttpContext context)
    {
        var asked = await ReadAsync(context);
        // A tag has one release that everybody sees; drafts aren't counted.
        if (releases.Any(release => release.Tag == (string)asked["tag_name"]! && !release.Draft))
            return Results.Json(new JsonObject { ["message"] = "Validation Failed", ["errors"] = new JsonArray(new JsonObject { ["code"] = "already_exists", ["field"] = "tag_name" }) }, statusCode: 422);
        var made = Add((string)asked["tag_name"]!, (string)asked["body"]!, (bool)asked["draft"]!);
        (made.Target, made.Prerelease) = ((string)asked["target_commitish"]!, (bool)asked["prerelease"]!);
        return Results.Json(made.ToJson(Api), statusCode: 201);
    }

    private async Task<IResult> EditAsync(HttpContext context, int id)
    {
        var (asked, release) = (await ReadAsync(context), Find(id));
        (release.Draft, release.Body) = ((bool)asked["draft"]!, (string)asked["body"]!);
        return Json(release.ToJson(Api));
    }

    private async Task<IResult> OpenIssueAsync(HttpContext context)
    {
        var asked = await ReadAsync(context);
        return Results.Json(AddIssue((string)asked["title"]!, (string)asked["body"]!).ToJson(), statusCode: 201);
    }

    private async Task<IResult> EditIssueAsync(HttpContext context, int number)
    {
        var (asked, issue) = (await ReadAsync(context), issues.Single(issue => issue.Number == number));
        (issue.Title, issue.Body, issue.State) = ((string?)asked["title"] ?? issue.Title, (string?)asked["body"] ?? issue.Body, (string?)asked["state"] ?? issue.State);
        return Json(issue.ToJson());
    }

    private async Task<IResult> UploadAsync(HttpContext context, int id, string name)
    {
        using var content = new MemoryStream();
        await context.Request.Body.CopyToAsync(content);
        if (Find(id).Assets.Any(asset => asset.Name == name))
            return Results.Json(new JsonObject { ["message"] = "Validation Failed", ["errors"] = new JsonArray(new JsonObject { ["code"] = "already_exists", ["field"] = "name" }) }, statusCode: 422);
        return Results.Json(Add(Find(id), name, content.ToArray()).ToJson(Api), statusCode: 201);
    }

    /// <summary>Loses the connection in the middle of an upload; GitHub keeps a file whose state says that it isn't whole.</summary>
    internal Func<HttpContext, Task<bool>> CutUpload(string name, int after) => async context =>
    {
        if (context.Request.Method != "POST" || context.Request.Query["name"] != name)
            return false;
        var content = new byte[after];
        await context.Request.Body.ReadExactlyAsync(content);
        Add(Find(int.Parse(context.Request.Path.ToString().Split('/')[2], CultureInfo.InvariantCulture)), name, content, "starter");
        context.Abort();
        return true;
    };

    internal static Func<HttpContext, Task<bool>> Answer(int status, string message, TimeSpan? retryAfter = null) => async context =>
    {
        if (retryAfter is { } wait)
            context.Response.Headers.RetryAfter = $"{wait.TotalSeconds:0}";
        await AnswerAsync(context, status, message);
        return true;
    };

    /// <summary>The hour's requests are used up until a time of GitHub's clock, whatever time it is here.</summary>
    internal static Func<HttpContext, Task<bool>> RateLimit(DateTimeOffset now, TimeSpan left) => async context =>
    {
        context.Response.Headers.Date = now.ToString("r");
        context.Response.Headers["X-RateLimit-Limit"] = "5000";
        context.Response.Headers["X-RateLimit-Remaining"] = "0";
        context.Response.Headers["X-RateLimit-Reset"] = $"{(now + left).ToUnixTimeSeconds()}";
        await AnswerAsync(context, StatusCodes.Status403Forbidden, "API rate limit exceeded for user ID 1.");
        return true;
    };

    private HeldRelease Find(int id) => releases.Single(release => release.Id == id);

    private static async Task AnswerAsync(HttpContext context, int status, string message)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = "application/json; charset=utf-8";
        await context.Response.WriteAsync(new JsonObject { ["message"] = message, ["documentation_url"] = "https://docs.github.com/rest" }.ToJsonString());
    }

    private static async Task<JsonNode> ReadAsync(HttpContext context)
    {
        using var reader = new StreamReader(context.Request.Body, Encoding.UTF8);
        return JsonNode.Parse(await reader.ReadToEndAsync())!;
    }

    private static IResult Json(JsonNode node) => Results.Text(node.ToJsonString(), "application/json");

    internal sealed class HeldIssue(int number)
    {
        public int Number => number;

        public string Title { get; set; } = "";

        public string Body { get; set; } = "";

        public string State { get; set; } = "open";

        public bool IsPullRequest { get; init; }

        public JsonObject ToJson()
        {
            var json = new JsonObject
            {
                ["id"] = number,
                ["number"] = number,
                ["title"] = Title,
                ["body"] = Body,
                ["state"] = State,
                ["html_url"] = $"https://github.com/ada/fridge/issues/{number}",
                ["created_at"] = "2026-01-02T03:04:05Z",
                ["comments"] = 0,
                ["labels"] = new JsonArray(),
                ["assignees"] = new JsonArray(),
            };
            if (IsPullRequest)
                json["pull_request"] = new JsonObject { ["url"] = $"https://api.github.com/repos/ada/fridge/pulls/{number}" };
            return json;
        }
    }

    internal sealed class HeldRelease(int id, string tag)
    {
        public int Id => id;

        public string Tag => tag;

        public string Body { get; set; } = "";

        public bool Draft { get; set; }

        public bool Prerelease { get; set; }

        public string Target { get; set; } = "main";

        public List<HeldAsset> Assets { get; } = [];

        public JsonObject ToJson(Uri api) => new()
        {
            ["id"] = id,
            ["tag_name"] = tag,
            ["name"] = tag,
            ["body"] = Body,
            ["draft"] = Draft,
            ["prerelease"] = Prerelease,
            ["target_commitish"] = Target,
            ["html_url"] = $"https://github.com/ada/fridge/releases/tag/{tag}",
            ["upload_url"] = $"{api}upload/{id}/assets{{?name,label}}",
            ["url"] = $"{api}api/v3/repos/ada/fridge/releases/{id}",
            ["created_at"] = "2026-01-02T03:04:05Z",
            ["assets"] = new JsonArray([.. Assets.Select(asset => asset.ToJson(api))]),
        };
    }

    internal sealed record HeldAsset(int Id, string Name, byte[] Content, string State)
    {
        public JsonObject ToJson(Uri api) => new()
        {
            ["id"] = Id,
            ["name"] = Name,
            ["size"] = Content.Length,
            ["state"] = State,
            ["content_type"] = "application/octet-stream",
            ["url"] = $"{api}api/v3/repos/ada/fridge/releases/assets/{Id}",
            ["browser_download_url"] = $"https://github.com/ada/fridge/releases/download/x/{Name}",
            ["created_at"] = "2026-01-02T03:04:05Z",
            ["updated_at"] = "2026-01-02T03:04:05Z",
            ["download_count"] = 0,
        };
    }
}
