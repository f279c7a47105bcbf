using System.Net;
using System.Net.Sockets;

namespace Errand.SystemTests;

/// <summary>Where settings come from, and which wins.</summary>
public sealed class SettingSourcesTests : SystemTest
{
    [Fact]
    public async Task The_env_file_is_read_and_leaves_the_environment_as_it_is()
    {
        await File.WriteAllTextAsync(Folder.File(".env"), "MAX_TASK_TIME=77\nDATABASE_URL=sqlite:from-file.db\n");
        TaskClient client = ClientOf(await StartAsync(""));

        SeenTask task = await client.SubmitAsync("environment", new { name = "MAX_TASK_TIME" });
        task = await client.DoneAsync(task.Id);

        Assert.Equal("\"unset\"", task.ResultText);
        Assert.Equal(TimeSpan.FromSeconds(77), task.ExpiresAt - task.CreatedAt);
        Assert.True(File.Exists(Folder.File("from-file.db")));
    }

    [Fact]
    public async Task The_environment_is_stronger_than_the_env_file_and_the_command_line_is_stronger_still()
    {
        await File.WriteAllTextAsync(Folder.File(".env"), "MAX_TASK_TIME=77\nSHUTDOWN_GRACE=nonsense\nHANDLERS=nonsense\n");
        ServerProcess server = await StartAsync(
            "web handler --HANDLERS 2", ("MAX_TASK_TIME", "99"), ("SHUTDOWN_GRACE", "5"), ("HANDLERS", "4"));
        TaskClient client = ClientOf(server);

        SeenTask task = await client.SubmitAsync("noop", new { });

        Assert.Equal(TimeSpan.FromSeconds(99), task.ExpiresAt - task.CreatedAt);
        Assert.Equal("2", new DatabaseFile(Folder.Database).Text("SELECT count(*) FROM handler WHERE role = 'handler'"));
    }

    [Fact]
    public async Task The_port_of_the_command_line_wins()
    {
        int port = FreePort();
        ServerProcess server = Launch($"web --PORT {port}", ("PORT", "1"), ("ERRAND_INSECURE", "1"));
        await server.StartedAsync();

        Assert.Equal(port, server.Address!.Port);
        Assert.Equal("waiting", (await ClientOf(server).SubmitAsync("noop", new { })).Status);
    }

    [Fact]
    public async Task The_urls_of_the_command_line_win()
    {
        int port = FreePort();
        ServerProcess server = Launch($"web --urls http://127.0.0.1:{port}", ("ASPNETCORE_URLS", "http://127.0.0.1:1"), ("PORT", "2"));
        await server.StartedAsync();

        Assert.Equal(port, server.Address!.Port);
    }

    [Theory]
    [InlineData("ASPNETCORE_HTTP_PORTS")]
    [InlineData("DOTNET_HTTP_PORTS")]
    [InlineData("HTTP_PORTS")]
    public async Task The_ports_of_a_container_image_are_heeded_before_PORT(string name)
    {
        int port = FreePort();
        ServerProcess server = Launch("web", (name, $"{port}"), ("PORT", "1"), ("ERRAND_INSECURE", "1"));
        await server.StartedAsync();

        Assert.Equal(port, server.Address!.Port);
        Assert.Contains($"http://[::]:{port}", server.Errors.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Addresses_are_stronger_than_the_ports_of_a_container_image()
    {
        ServerProcess server = await StartAsync("web", ("ASPNETCORE_HTTP_PORTS", "1"));

        Assert.StartsWith("http://127.0.0.1:", server.Address!.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_exported_variable_of_the_env_file_is_heeded_and_the_environment_is_stronger_by_each_of_its_names()
    {
        await File.WriteAllTextAsync(
            Folder.File(".env"), "export HANDLERS=2\nexport SHUTDOWN_GRACE\nASPNETCORE_HTTP_PORTS=1\nDOTNET_HTTPS_PORTS=1\nASPNETCORE_URLS=http://127.0.0.1:1\n");
        ServerProcess server = Launch("web handler", ("DOTNET_URLS", "http://127.0.0.1:0"));
        await server.StartedAsync();

        Assert.Equal("2", new DatabaseFile(Folder.Database).Text("SELECT count(*) FROM handler WHERE role = 'handler'"));
    }

    [Fact]
    public async Task A_directory_called_env_is_not_read()
    {
        Directory.CreateDirectory(Folder.File(".env"));

        Assert.NotNull((await StartAsync("web")).Address);
    }

    [Fact]
    public async Task A_relative_database_path_starts_at_the_working_directory()
    {
        Directory.CreateDirectory(Folder.File("deeper"));
        await StartAsync("", ("DATABASE_URL", "sqlite:deeper/tasks.db"));

        Assert.True(File.Exists(Folder.File("deeper/tasks.db")));
        Assert.False(File.Exists(Folder.Database));
    }

    [Fact]
    public async Task A_process_without_web_opens_no_port()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Sockets are looked up in /proc.");
        ServerProcess web = await StartAsync("web");
        ServerProcess others = await StartAsync("handler janitor");

        Assert.NotEmpty(ProcFile.ListeningSockets(web.Pid));
        Assert.Empty(ProcFile.ListeningSockets(others.Pid));
        Assert.Null(others.Address);
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
