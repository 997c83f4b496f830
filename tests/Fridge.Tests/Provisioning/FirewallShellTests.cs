using Fridge.Provisioning;
using Fridge.Provisioning.Facts;
using Fridge.Provisioning.HostTasks;
using Fridge.Provisioning.HostTasks.Firewall;
using Fridge.Tests.Provisioning.Fixtures;
using Fridge.Tooling;
using Fridge.Tooling.Processes;
using Shouldly;
using Xunit;

namespace Fridge.Tests.Provisioning;

/// <summary>firewall.sh with this machine's iptables, in namespaces of its own: what it leaves in the kernel, and who gets through.</summary>
public sealed class FirewallShellTests
{
    private const string Folder = "/var/lib/fridge/firewall";

    private static readonly ClusterView Cluster = Readings.View(Fridges.Pico);

    private static string Rules4 => FirewallRules.Render(Cluster, Cluster.Ports, 4);

    private static string Rules6 => FirewallRules.Render(Cluster, Cluster.Ports, 6);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("", true)]
    [InlineData("sh $at/firewall.sh now", true)]
    [InlineData("iptables -t mangle -R FRIDGE 2 -s 192.0.2.0/24 -j RETURN", false)]
    [InlineData("iptables -t mangle -D FRIDGE 3; iptables -t mangle -A FRIDGE -j RETURN", false)]
    [InlineData("ip6tables -t mangle -I FRIDGE -j RETURN", false)]
    [InlineData("iptables -t mangle -I PREROUTING -j ACCEPT", false)]
    [InlineData("iptables -t mangle -F", false)]
    [InlineData("nft flush ruleset 2>/dev/null || iptables -t mangle -D PREROUTING -j FRIDGE", false)]
    public async Task What_the_kernel_has_is_compared_rule_by_rule_and_the_next_run_heals_it(string drift, bool holds)
    {
        var said = await InAsync($"sh $at/firewall.sh now\n{drift}\n{LiveScript}\necho healing\nsh $at/firewall.sh\n{LiveScript}");

        var (drifted, healed) = (said.Split("healing\n")[0], said.Split("healing\n")[1]);
        Parse(drifted).Holds(Rules4, Rules6).ShouldBe(holds);
        Parse(healed).Holds(Rules4, Rules6).ShouldBeTrue();
    }

    [Theory]
    [InlineData(": >$at/rules.v4")]
    [InlineData("sed -i '$d' $at/rules.v4")]
    [InlineData("rm $at/rules.v4")]
    [InlineData("sed -i 's/conntrack/nosuchmatch/' $at/rules.v4")]
    public async Task At_boot_rules_that_cannot_be_loaded_give_way_to_the_last_that_could(string spoilt)
    {
        var live = await LiveAsync($"sh $at/firewall.sh now\niptables -t mangle -F; iptables -t mangle -X; ip6tables -t mangle -F\n{spoilt}\nsh $at/firewall.sh");
        live.Holds(Rules4, Rules6).ShouldBeTrue();
    }

    [Fact]
    public async Task Without_any_the_boot_fails_and_the_other_family_is_closed_all_the_same()
    {
        var said = await InAsync($": >$at/rules.v4\nif sh $at/firewall.sh; then echo open; fi\n[ ! -e /run/fridge-firewall ]\n{LiveScript}");

        said.ShouldNotContain("open");
        Parse(said).Holds(Rules4, Rules6).ShouldBeFalse();
        Parse("4 -A PREROUTING -j FRIDGE\n" + string.Concat(Rules4.Split('\n').Where(line => line.StartsWith("-A", StringComparison.Ordinal)).Select(line => $"4 {line}\n"))
            + string.Concat(said.Split('\n').Where(line => line.StartsWith("6 ", StringComparison.Ordinal)).Select(line => line + "\n"))).Holds(Rules4, Rules6).ShouldBeTrue();
    }

    [Fact]
    public async Task Provision_is_told_of_rules_that_cannot_be_loaded_though_older_ones_hold()
    {
        var said = await InAsync("sh $at/firewall.sh now\n: >$at/rules.v4\nsh $at/firewall.sh now || echo told");

        said.ShouldBe("told\n");
    }

    [Fact]
    public async Task What_earlier_versions_hooked_elsewhere_goes()
    {
        var said = await InAsync("""
            iptables -N FRIDGE; iptables -N DOCKER-USER; iptables -A FRIDGE -p tcp --dport 9 -j DROP
            iptables -t mangle -N FRIDGE; iptables -t mangle -I PREROUTING -m addrtype --dst-type LOCAL -j FRIDGE
            iptables -I INPUT -j FRIDGE; iptables -I DOCKER-USER -m conntrack --ctstate DNAT -j FRIDGE
            sh $at/firewall.sh now
            iptables -S
            iptables -t mangle -S PREROUTING
            """);

        said.Split('\n').Where(line => line.Contains("FRIDGE", StringComparison.Ordinal)).ShouldBe(["-A PREROUTING -j FRIDGE"]);
    }

    /// <summary>
    /// A node and a neighbour of it that has the address of another node, then one that hasn't. All ports are asked at once, 22 last: what was dropped
    /// before it had its turn has none after it.
    /// </summary>
    [Theory]
    [InlineData("172.30.8.12", "", "5000 8081 9999 22")]
    [InlineData("172.30.8.99", "", "9999 22")]
    [InlineData("172.30.8.99", "iptables -F; iptables -P FORWARD ACCEPT; iptables -I INPUT -j ACCEPT", "9999 22")]
    [InlineData("172.30.8.99", "iptables -t nat -A PREROUTING -p tcp --dport 8081 -j REDIRECT --to-ports 9999", "9999 22")]
    public async Task Only_a_node_reaches_what_is_closed(string neighbour, string also, string reached)
    {
        var said = await InAsync($$"""
            unshare --net sleep 60 & other=$!
            tries=100; until [ "$(readlink /proc/$other/ns/net)" != "$(readlink /proc/self/ns/net)" ] || [ $tries = 0 ]; do tries=$((tries - 1)); sleep 0.02; done
            ip link set lo up
            ip link add here type veth peer name there netns $other
            ip addr add 172.30.8.11/24 dev here; ip link set here up
            nsenter --target $other --net sh -c 'ip addr add {{neighbour}}/24 dev there; ip link set there up'
            sh $at/firewall.sh now
            {{also}}
            perl -MIO::Socket::INET -MIO::Select -e '
              my $all = IO::Select->new(map { IO::Socket::INET->new(LocalPort => $_, Listen => 9, ReuseAddr => 1) or die "$_: $@" } 5000, 8081, 9999, 22);
              $| = 1; print STDERR "listening\n";
              while (my @ready = $all->can_read) { $_->accept for @ready }' 2>/run/listener & listener=$!
            tries=100; until [ -s /run/listener ] || [ $tries = 0 ]; do tries=$((tries - 1)); sleep 0.02; done
            nsenter --target $other --net perl -MIO::Socket::INET -MIO::Select -e '
              my %asked = map { my $one = IO::Socket::INET->new(PeerAddr => "172.30.8.11", PeerPort => $_, Blocking => 0) or die "$_: $@"; ($_ => $one) } 5000, 8081, 9999, 22;
              die "22: no answer" unless IO::Select->new($asked{22})->can_write(20);
              my $all = IO::Select->new(values %asked); my %answered;
              while (my @ready = $all->can_write(0.3)) { $all->remove(@ready); $answered{$_} = 1 for @ready }
              print join(" ", grep { my $one = $asked{$_}; $answered{$one} && $one->connected } 5000, 8081, 9999, 22), "\n"'
            kill $listener $other
            """);

        said.ShouldBe(reached + "\n");
    }

    /// <summary>As sshd starts it, and sudo, which passes nothing on.</summary>
    [Theory]
    [InlineData("SSH_CONNECTION='192.0.2.7 51000 192.0.2.1 2222' SSH_TTY=/dev/pts/1", "2222\n")]
    [InlineData("A='two\nlines' SSH_CONNECTION='fe80::1%eth0 51000 fe80::2%eth0 22' Z=1", "22\n")]
    [InlineData("A=1", "")]
    public async Task The_port_of_ssh_is_found_above_sudo(string environment, string port)
    {
        foreach (var shell in new[] { "dash", "busybox sh", "bash" })
        {
            var asked = $"{shell} -c {ShellText.Quote(PortsToClose.Ssh.Script)} 2>/dev/null; :";
            var said = await LocalShell.SucceedAsync($"command -v {shell} >/dev/null || {{ printf %b {ShellText.Quote(port)}; exit 0; }}\nenv -i PATH=\"$PATH\" {environment} sh -c {ShellText.Quote($"env -i PATH=$PATH sh -c {ShellText.Quote(asked)}; :")}\n", Token);

            said.ShouldBe(port, shell);
        }
    }

    private static string LiveScript { get; } = HostTaskList.All.Single(task => task.Name == "closed ports").Facts.Single(fact => fact.Name == "firewall_live").Script;

    private static async Task<LiveFirewall> LiveAsync(string script) => Parse(await InAsync($"{script}\n{LiveScript}"));

    private static LiveFirewall Parse(string said) => LiveFirewall.Parse(new FactText(0, [.. said.Split('\n', StringSplitOptions.RemoveEmptyEntries).Where(line => line[0] is '4' or '6')]));

    /// <summary>With a /var/lib and /run of its own too.</summary>
    private static Task<string> InAsync(string script)
    {
        var inside = $"""
            mount -t tmpfs none /var/lib; mount -t tmpfs none /run
            at={Folder}; mkdir -p $at
            printf %s {ShellText.Quote(Rules4)} >$at/rules.v4
            printf %s {ShellText.Quote(Rules6)} >$at/rules.v6
            printf %s {ShellText.Quote(EmbeddedText.Read(typeof(Provisioner), "firewall.sh"))} >$at/firewall.sh
            {script}
            """;
        return LocalShell.SucceedAsync($"PATH=$PATH:/usr/sbin:/sbin exec unshare --map-root-user --net --mount sh -euc {ShellText.Quote(inside)}", Token);
    }
}
