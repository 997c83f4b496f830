using Fridge.Model;
using Shouldly;
using Xunit;

namespace Fridge.Tests.Model.Secrets;

/// <summary>Secrets in <c>flink.config</c>: named by where they come from, refused where they are written down.</summary>
public sealed class FlinkSecretsTests
{
    private const string Head = "apiVersion: fridge/v1\nname: shelf\nnodes:\n  - {name: a, address: 10.0.0.1, board: pi3b, os: bookworm-armhf, roles: [manager, worker]}\n";

    [Theory]
    [InlineData("s3.secret-key: {env: S3_SECRET}", "s3.secret-key", "{env: S3_SECRET}")]
    [InlineData("s3: {secret-key: {file: ~/s3.key}}", "s3.secret-key", "{file: ~/s3.key}")]
    [InlineData("security: {ssl.internal: {key-password: {prompt: true}}}", "security.ssl.internal.key-password", "{prompt: true}")]
    [InlineData("fs.s3a.secret.key: {generate: true}", "fs.s3a.secret.key", "{generate: true}")]
    [InlineData("security.delegation.token.provider.s3.secret-key: {env: A}", "security.delegation.token.provider.s3.secret-key", "{env: A}")]
    public void Reference_IsRead_FlatOrNested(string config, string key, string reference)
    {
        var flink = Parse(config).Flink;

        flink.Secrets.ShouldHaveSingleItem().ShouldSatisfyAllConditions(
            secret => secret.Key.ShouldBe(key),
            secret => secret.Value.ToString().ShouldBe(reference));
        flink.Config.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("s3.secret-key: hunter2hunter2", "7:20", "s3.secret-key: {env: S3_SECRET_KEY}, {file: PATH}, {prompt: true} or {generate: true}")]
    [InlineData("s3: {access-key: hunter2hunter2}", "7:22", "s3.access-key: {env: S3_ACCESS_KEY}")]
    [InlineData("fs.s3a.bucket.rides.access.key: hunter2hunter2", "7:37", "{env: FS_S3A_BUCKET_RIDES_ACCESS_KEY}")]
    [InlineData("fs.s3a.server-side-encryption.key: hunter2hunter2", "7:40", "{env: ")]
    [InlineData("fs.azure.account.key.me.blob: hunter2hunter2", "7:35", "{env: ")]
    [InlineData("Metrics.Reporter.dd.ApiKey: hunter2hunter2", "7:33", "{env: ")]
    [InlineData("security.kerberos.login.jaas.config: [hunter2hunter2]", "7:42", "{env: ")]
    [InlineData("containerized.master.env.AWS_SECRET_ACCESS_KEY: hunter2hunter2", "7:53", "{env: ")]
    public void Literal_IsRefusedWithPlaceAndTheWayToSayIt_AndNotShown(string config, string place, string way)
    {
        var refused = Refused(config);

        refused.ShouldStartWith($"f.yaml:{place}: the value of '");
        refused.ShouldContain(way);
        refused.ShouldNotContain("hunter2");
    }

    [Theory]
    [InlineData("security.delegation.tokens.enabled: false")]
    [InlineData("security.delegation.tokens.renewal.retry.backoff: 1 h")]
    [InlineData("security.delegation.token.provider.s3.region: eu")]
    [InlineData("security.kerberos.fetch.delegation-token: false")]
    [InlineData("s3.endpoint: http://store:9000")]
    [InlineData("execution.checkpointing.interval: 10 s")]
    public void OptionAboutSecretsAlone_IsALiteral(string config) => Parse(config).Flink.Config.ShouldHaveSingleItem();

    [Theory]
    [InlineData("s3.endpoint: {env: ENDPOINT}", "'flink.config.s3.endpoint' asks for a secret, and Flink doesn't treat an option of that name as a secret")]
    [InlineData("s3.secret-key: {env: 'A-B'}", "'flink.config.s3.secret-key.env' doesn't say where the secret comes from; expected {env: S3_SECRET_KEY}")]
    [InlineData("s3.secret-key: {file: ''}", "'flink.config.s3.secret-key.file' doesn't say")]
    [InlineData("s3.secret-key: {prompt: false}", "'flink.config.s3.secret-key.prompt' doesn't say")]
    [InlineData("s3.secret-key: {generate: 12}", "'flink.config.s3.secret-key.generate' doesn't say")]
    [InlineData("s3.secret-key:", "the value of 's3.secret-key' is a secret")]
    [InlineData("s3.secret-key: {env: A, file: b}", "the value of 's3.secret-key.env' is a secret")]
    [InlineData("s3: {secret-key: {env: A}}\n    s3.secret-key: {env: B}", "Flink's key 's3.secret-key' a second time")]
    [InlineData("taskmanager.memory.secret: {env: A}", "unknown memory key 'taskmanager.memory.secret'")]
    public void Reference_ThatCannotBe_IsRefused(string config, string reason) => Refused(config).ShouldContain(reason);

    [Fact]
    public void NestedOptionsThatAreCalledLikeASource_StayOptions() =>
        Parse("containerized.master: {env: {LANG: C}}").Flink.Config.ShouldHaveSingleItem().Key.ShouldBe("containerized.master.env.LANG");

    [Fact]
    public void OptionThatFlinkItselfShows_IsTakenWithAWarning()
    {
        var document = Document("s3.access-key: {env: A}\n    s3.secret-key: {env: B}");

        document.Cluster.Flink.Secrets.Keys.ShouldBe(["s3.access-key", "s3.secret-key"]);
        document.Warnings.ShouldHaveSingleItem().ToString().ShouldStartWith("f.yaml:7:5: Flink 1.20.5 doesn't treat 's3.access-key' as a secret; ");
    }

    private static ClusterDocument Document(string config) => ClusterFile.Parse($"{Head}flink:\n  config:\n    {config}\n", "f.yaml");

    private static Cluster Parse(string config) => Document(config).Cluster;

    private static string Refused(string config) => Should.Throw<ClusterFileException>(() => Parse(config)).Message;
}
