namespace Errand.Tests.Documentation;

/// <summary>Runs every curl line of a page, one after the other, and compares the answers with those on the page.</summary>
public sealed class ExampleTests
{
    [Theory]
    [InlineData("README.md", 5)]
    [InlineData("docs/http-api.md", 42)]
    [InlineData("docs/openapi.md", 1)]
    [InlineData("docs/operating.md", 8)]
    public async Task The_curl_lines_of_a_page_answer_what_it_says(string page, int lines)
    {
        await using QuickstartServer server = await QuickstartServer.StartAsync();
        CodeBlock[] blocks = [.. Documents.CodeBlocks(page)];
        int seen = 0;
        for (int i = 0; i < blocks.Length; i++)
        {
            CurlLine[] curls = [.. CurlLine.In(blocks[i])];
            seen += curls.Length;
            DocumentedAnswer[] expected = i + 1 < blocks.Length && IsAnswer(blocks[i + 1])
                ? DocumentedAnswer.In(blocks[i + 1], curls.Length)
                : [];
            for (int j = 0; j < curls.Length; j++)
            {
                await server.FinishWhatIsViewedAsync(curls[j]);
                using HttpResponseMessage answer = await server.SendAsync(curls[j]);
                Assert.True((int)answer.StatusCode < 500, $"{blocks[i].Place}: {curls[j].Target} answered {answer.StatusCode}.");
                if (j < expected.Length)
                {
                    await expected[j].CompareAsync(answer, blocks[i].Place);
                }
            }
        }

        Assert.Equal(lines, seen);
    }

    private static bool IsAnswer(CodeBlock block) => block.Language is "json" or "";
}
