namespace Errand.Storage.Sqlite.Disk;

/// <summary>Says whether a path is on a network file system. Known on Linux only.</summary>
internal static class NetworkFileSystem
{
    private static readonly string[] Kinds = ["nfs", "nfs4", "cifs", "smb3", "smbfs", "fuse.sshfs"];

    /// <returns>The kind of the network file system, or null.</returns>
    public static string? Find(string path) => OperatingSystem.IsLinux() ? Find(path, File.ReadLines("/proc/mounts")) : null;

    public static string? Find(string path, IEnumerable<string> mounts)
    {
        (int longest, string? kind) = (-1, "");
        foreach (string mount in mounts)
        {
            string[] fields = mount.Split(' ');
            if (fields.Length < 3)
            {
                continue;
            }

            // A space in a mount point is written as an octal escape. Of two mounts on one point the later one is on top.
            string point = fields[1].Replace("\\040", " ", StringComparison.Ordinal).TrimEnd('/');
            if (point.Length >= longest && path.StartsWith(point + "/", StringComparison.Ordinal))
            {
                (longest, kind) = (point.Length, fields[2]);
            }
        }

        return Array.IndexOf(Kinds, kind) >= 0 ? kind : null;
    }
}
