from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('consent', '0003_partners'),
    ]

    operations = [
        migrations.AlterField(
            model_name='release',
            name='language',
            field=models.CharField(max_length=8),
        ),
    ]
