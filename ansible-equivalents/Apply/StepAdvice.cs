namespace Fridge.Provisioning.Apply;

/// <summary>What heals a failed step, by what apt, dpkg and the like say in its log. Their own words stand in the evidence.</summary>
internal static class StepAdvice
{
    /// <returns>A sentence with a space after it; empty: the log says nothing that is known here.</returns>
    public static string Of(string node, IEnumerable<string> log)
    {
        var text = string.Join('\n', log);
        return text switch
        {
            _ when Says("dpkg was interrupted") => $"On {node}: sudo dpkg --configure -a; then run the same command again. ",
            _ when Says("Could not get lock") || Says("Unable to acquire the dpkg frontend lock") =>
                $"Another program on {node} has been using apt for ten minutes. To find it there: ps -eo pid,etime,args | grep -e apt -e dpkg. ",
            _ when Says("unmet dependencies") || Says("--fix-broken") => $"On {node}: sudo apt --fix-broken install; then run the same command again. ",
            _ when Says("is not valid yet") => $"The clock of {node} is behind. On {node}: sudo timedatectl set-ntp true; or set hosts.time in the cluster file. ",
            _ when Says("Temporary failure resolving") || Says("Could not resolve") => $"{node} can't resolve the name of its package mirror: check its network and name server. ",
            _ when Says("No space left on device") => $"The disk of {node} is full. On {node}, df -h shows it, and sudo apt-get clean frees some space. ",
            _ => "",
        };

        bool Says(string words) => text.Contains(words, StringComparison.OrdinalIgnoreCase);
    }
}
