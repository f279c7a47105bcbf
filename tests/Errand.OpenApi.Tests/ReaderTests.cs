using Microsoft.OpenApi;
using Microsoft.OpenApi.Reader;

namespace Errand.OpenApi.Tests;

/// <summary>The document as programs read it that are no generators.</summary>
public sealed class ReaderTests(ExampleServer server)
{
    [Fact]
    public async Task The_library_of_OpenAPI_reads_it_without_complaint()
    {
        using var file = new MemoryStream(await File.ReadAllBytesAsync(server.Document));

        ReadResult read = await OpenApiDocument.LoadAsync(file, "json");

        Assert.Empty(read.Diagnostic!.Errors);
        Assert.Empty(read.Diagnostic.Warnings);
        Assert.Equal(OpenApiSpecVersion.OpenApi3_1, read.Diagnostic.SpecificationVersion);
        Assert.Equal("submitAdd", read.Document!.Paths["/v1/types/add/tasks"].Operations![HttpMethod.Post].OperationId);
    }
}
