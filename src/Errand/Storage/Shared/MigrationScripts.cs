namespace Errand.Storage.Shared;

/// <summary>The embedded scripts that make a store's schema. Number 1 comes first.</summary>
internal sealed class MigrationScripts
{
    private readonly string[] _names;

    /// <param name="store">The folder of the store that has them in <c>Migrations</c>.</param>
    public MigrationScripts(string store)
    {
        string folder = $"Errand.Storage.{store}.Migrations.";
        _names =
        [
            .. typeof(MigrationScripts).Assembly.GetManifestResourceNames()
                .Where(name => name.StartsWith(folder, StringComparison.Ordinal)).Order(StringComparer.Ordinal),
        ];
    }

    public int Newest => _names.Length;

    public string Read(int version)
    {
        using var script = new StreamReader(typeof(MigrationScripts).Assembly.GetManifestResourceStream(_names[version - 1])!);
        return script.ReadToEnd();
    }

    /// <summary>What a store keeps of the script that made it. It differs from that of another pre-release version.</summary>
    public string StatementsOf(int version) => SchemaScript.StatementsOf(Read(version));
}
